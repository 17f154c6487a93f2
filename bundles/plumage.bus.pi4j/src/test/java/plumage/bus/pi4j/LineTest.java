package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.io.exception.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.Fault;

class LineTest {
    @Test
    void aTurnWithinATurn() throws BusException {
        Line line = new Line("i2c-1");
        line.take();
        line.take();
        line.end();
        line.end();
        assertThatThrownBy(line::end).isInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    void patienceEnds() throws Exception {
        Line line = new Line("i2c-1", Duration.ofMillis(20));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Void> user = CompletableFuture.runAsync(() -> line.execute(null, () -> {
            held.countDown();
            return enough.await(10, TimeUnit.SECONDS);
        }));
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(line::take)
                .hasMessage("i2c-1 is held by another user for more than 20 ms")
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BUS));
        enough.countDown();
        user.get(10, TimeUnit.SECONDS);
        line.take();
        line.end();
    }

    @Test
    void anInterruptIsKept() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(new Line("i2c-1")::take).hasMessage("i2c-1: interrupted while waiting for its turn");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void failuresOfAnActionComeThrough() throws BusException {
        Line line = new Line("i2c-1");
        IllegalStateException own = new IllegalStateException("own");
        assertThatThrownBy(() -> line.execute(null, () -> {
                    throw own;
                }))
                .isSameAs(own);
        assertThatThrownBy(() -> line.execute(null, () -> {
                    throw new java.io.IOException("checked");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("checked");
        line.take();
        line.end();
    }
}
