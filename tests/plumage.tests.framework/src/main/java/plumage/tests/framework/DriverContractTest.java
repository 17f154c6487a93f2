package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import plumage.sensor.SensorDriver;

/** What every driver component promises, looked up for each that is installed. */
@ExtendWith(ServiceExtension.class)
class DriverContractTest {
    /** A driver component, shown by its PID. */
    record Driver(ComponentDescriptionDTO component) {
        Bundle bundle() {
            return context().getBundle(component.bundle.id);
        }

        String pid() {
            return component.configurationPid[0];
        }

        /** Its definition, which each keeps in a constant. */
        SensorDriver definition() throws ReflectiveOperationException {
            for (Field field : bundle().loadClass(component.implementationClass).getDeclaredFields()) {
                if (field.getType() == SensorDriver.class) {
                    field.setAccessible(true);
                    return (SensorDriver) field.get(null);
                }
            }
            throw new AssertionError(component.implementationClass + " has no constant of type SensorDriver");
        }

        @Override
        public String toString() {
            return pid();
        }
    }

    static Stream<Driver> drivers() {
        ServiceComponentRuntime runtime =
                context().getService(context().getServiceReference(ServiceComponentRuntime.class));
        return runtime.getComponentDescriptionDTOs().stream()
                .filter(component -> component.bundle.symbolicName.startsWith("plumage.driver."))
                .filter(component ->
                        Arrays.asList(component.serviceInterfaces).contains("io.prometheus.client.Collector"))
                .map(Driver::new);
    }

    @Test
    void driversAreFound() {
        assertThat(drivers()).extracting(Driver::pid).contains("plumage.si7021", "plumage.htu21d", "plumage.bme680");
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void anUpdateOfTheRegistryDoesNotBounceIt(Driver driver) {
        assertThat(driver.component.immediate)
                .as("immediate: otherwise it would be deactivated when the registry lets go of it")
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void onlyWhatIsConfiguredExists(Driver driver) {
        assertThat(driver.component.configurationPolicy).isEqualTo("require");
        assertThat(driver.component.configurationPid).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void itsPidIsThatOfItsChip(Driver driver) throws ReflectiveOperationException {
        assertThat(driver.pid()).isEqualTo("plumage." + driver.definition().chip());
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void itsFormOffersEveryKeyThatItUnderstands(Driver driver, @InjectService MetaTypeService metatype)
            throws ReflectiveOperationException {
        assertThat(metatype.getMetaTypeInformation(driver.bundle()).getFactoryPids())
                .contains(driver.pid());
        ObjectClassDefinition form =
                metatype.getMetaTypeInformation(driver.bundle()).getObjectClassDefinition(driver.pid(), null);
        Set<String> offered = Arrays.stream(attributes(driver, metatype))
                .map(AttributeDefinition::getID)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(offered).isEqualTo(understood(driver.definition()));
        assertThat(form.getAttributeDefinitions(ObjectClassDefinition.REQUIRED))
                .as("a sensor works without any key")
                .isNullOrEmpty();
        assertThat(attributes(driver, metatype)).allSatisfy(attribute -> {
            assertThat(attribute.getName()).as(attribute.getID()).isNotBlank();
            assertThat(attribute.getDescription()).as(attribute.getID()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void itsFormAsItComesIsValidOnEachBus(Driver driver, @InjectService MetaTypeService metatype)
            throws ReflectiveOperationException {
        Map<String, Object> untouched = new HashMap<>();
        for (AttributeDefinition attribute : attributes(driver, metatype)) {
            String[] defaults = attribute.getDefaultValue();
            if (defaults != null && defaults.length > 0) {
                untouched.put(attribute.getID(), defaults[0]);
            }
        }
        for (String bus : driver.definition().buses().values()) {
            untouched.put("bus", bus);
            assertAccepted(driver, untouched);
        }
    }

    /** A list without a default starts with its first option: then nobody could leave the key out. */
    @ParameterizedTest
    @MethodSource("drivers")
    void itsListsStartWithADefaultAndOfferOnlyWhatItAccepts(Driver driver, @InjectService MetaTypeService metatype)
            throws ReflectiveOperationException {
        for (AttributeDefinition attribute : attributes(driver, metatype)) {
            String[] options = attribute.getOptionValues();
            if (options == null || options.length == 0) {
                continue;
            }
            assertThat(attribute.getDefaultValue())
                    .as("default of %s", attribute.getID())
                    .isNotEmpty();
            assertThat(options).contains(attribute.getDefaultValue());
            for (String option : options) {
                String bus = driver.definition().buses().values().iterator().next();
                assertAccepted(driver, Map.of("bus", bus, attribute.getID(), option));
            }
        }
    }

    private static AttributeDefinition[] attributes(Driver driver, MetaTypeService metatype) {
        return metatype.getMetaTypeInformation(driver.bundle())
                .getObjectClassDefinition(driver.pid(), null)
                .getAttributeDefinitions(ObjectClassDefinition.ALL);
    }

    private static void assertAccepted(Driver driver, Map<String, Object> configuration)
            throws ReflectiveOperationException {
        Object identity = core("Identity", "of", Map.class).invoke(null, configuration);
        Method parse = core("SensorSettings", "parse", SensorDriver.class, Map.class, identity.getClass());
        assertThatCode(() -> parse.invoke(null, driver.definition(), configuration, identity))
                .as("%s", configuration)
                .doesNotThrowAnyException();
    }

    private static Set<?> understood(SensorDriver definition) throws ReflectiveOperationException {
        return (Set<?>) core("SensorSettings", "knownKeys", SensorDriver.class).invoke(null, definition);
    }

    /** The core itself is asked, which keeps what it understands to itself. */
    private static Method core(String type, String method, Class<?>... parameters) throws ReflectiveOperationException {
        Bundle core = Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("plumage.core"))
                .findFirst()
                .orElseThrow();
        Method found = core.loadClass("plumage.core." + type).getDeclaredMethod(method, parameters);
        found.setAccessible(true);
        return found;
    }

    private static BundleContext context() {
        return FrameworkUtil.getBundle(DriverContractTest.class).getBundleContext();
    }
}
