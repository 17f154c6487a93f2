package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private final List<String> told = new ArrayList<>();
    private final Claims claims = new Claims();

    private final class Configuration implements Claims.Claimant {
        private final String pid;

        Configuration(String pid) {
            this.pid = pid;
        }

        @Override
        public String pid() {
            return pid;
        }

        @Override
        public void nameIsHeldBy(String holder) {
            told.add(pid + " hears " + holder);
        }
    }

    private final Configuration a = new Configuration("a");
    private final Configuration b = new Configuration("b");
    private final Configuration c = new Configuration("c");

    @Test
    void theFirstPidHasTheNameWhateverTheOrder() {
        claims.claim("office", b);
        claims.claim("office", c);
        claims.claim("office", a);

        assertThat(told).containsExactly("b hears b", "c hears b", "b hears a", "c hears a", "a hears a");
    }

    @Test
    void theNextTakesOverWhenTheFirstGoes() {
        claims.claim("office", a);
        claims.claim("office", b);
        told.clear();

        claims.release("office", a);
        claims.release("office", a);

        assertThat(told).containsExactly("b hears b");
    }

    @Test
    void othersAreNotConcerned() {
        claims.claim("office", a);
        claims.claim("kitchen", b);
        claims.claim("office", c);
        told.clear();

        claims.release("office", c);
        claims.release("kitchen", b);

        assertThat(told).isEmpty();
    }
}
