package plumage.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may know whom. A rule over a bundle that has no classes yet passes. */
class DependenciesTest {

    /** The packages of the bus contract itself, not of the bundles plumage.bus.pi4j and plumage.bus.emulated. */
    private static final String BUS = "plumage.bus";

    private static final String SENSOR = "plumage.sensor..";
    private static final String DRIVERS = "plumage.driver..";

    private static final JavaClasses CLASSES = load(Workspace.bundles());

    private static JavaClasses load(List<Path> bundles) {
        return new ClassFileImporter()
                .importPaths(bundles.stream()
                        .map(bundle -> bundle.resolve("target/classes"))
                        .toList());
    }

    @Test
    void thereAreClassesOfEveryBundle() {
        for (Path bundle : Workspace.bundles()) {
            if (Workspace.walk(bundle.resolve("src/main/java")).isEmpty()) {
                continue;
            }
            assertThat(load(List.of(bundle))).as("%s", bundle).isNotEmpty();
        }
        assertThat(CLASSES).isNotEmpty();
    }

    @Test
    void theBusContractKnowsNothingOfOurs() {
        check(noClasses()
                .that()
                .resideInAPackage(BUS)
                .should()
                .dependOnClassesThat(resideInAPackage("plumage..").and(not(resideInAPackage(BUS)))));
    }

    @Test
    void theSensorContractKnowsOnlyTheBusContract() {
        check(noClasses()
                .that()
                .resideInAPackage(SENSOR)
                .should()
                .dependOnClassesThat(resideInAPackage("plumage..").and(not(resideInAnyPackage(BUS, SENSOR)))));
    }

    @Test
    void driversKnowOnlyTheContracts() {
        check(noClasses()
                .that()
                .resideInAPackage(DRIVERS)
                .should()
                .dependOnClassesThat(resideInAPackage("plumage..").and(not(resideInAnyPackage(BUS, SENSOR, DRIVERS)))));
    }

    @Test
    void theRegistryKnowsNoDriverNoCoreAndNoBus() {
        check(noClasses()
                .that()
                .resideInAPackage("plumage.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        DRIVERS, "plumage.core..", "plumage.http..", "plumage.bus.pi4j..", "plumage.bus.emulated.."));
    }

    @Test
    void busesKnowOnlyTheBusContract() {
        for (String bus : List.of("plumage.bus.pi4j..", "plumage.bus.emulated..")) {
            check(noClasses()
                    .that()
                    .resideInAPackage(bus)
                    .should()
                    .dependOnClassesThat(resideInAPackage("plumage..").and(not(resideInAnyPackage(BUS, bus)))));
        }
    }

    @Test
    void theBridgeToOpenhabKnowsOnlyTheSensorContractAndNoClassOfOpenhab() {
        check(noClasses()
                .that()
                .resideInAPackage("plumage.openhab..")
                .should()
                .dependOnClassesThat(resideInAPackage("plumage..")
                        .and(not(resideInAnyPackage(SENSOR, "plumage.openhab..")))
                        .or(resideInAPackage("org.openhab.."))));
    }

    /** What they show is put together once, by {@code plumage.sensor.overview}. */
    @Test
    void whatOperatorsSeeKnowsOnlyTheSensorContract() {
        for (String shown : List.of("plumage.http..", "plumage.shell..", "plumage.console..")) {
            check(noClasses()
                    .that()
                    .resideInAPackage(shown)
                    .should()
                    .dependOnClassesThat(resideInAPackage("plumage..").and(not(resideInAnyPackage(SENSOR, shown)))));
        }
    }

    @Test
    void coreAndHttpKnowNoDriver() {
        check(noClasses()
                .that()
                .resideInAnyPackage("plumage.core..", "plumage.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DRIVERS, "plumage.bus.pi4j..", "plumage.bus.emulated.."));
    }

    /** What is not the component or its configuration is the chip: its datasheet and a bus, nothing else. */
    @Test
    void chipsKnowNeitherOsgiNorPrometheus() {
        check(noClasses()
                .that()
                .resideInAPackage(DRIVERS)
                .and()
                .haveNameNotMatching(".*(Sensor|Config)(\\$.*)?|.*\\.package-info")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.osgi..", "io.prometheus.."));
    }

    @Test
    void everythingIsInAPackageOfOurs() {
        check(classes().should().resideInAPackage("plumage.."));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
