package plumage.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Karaf's features: none is forgotten. */
class FeaturesTest {
    private static final Path MODULE = Path.of("../../features/plumage.karaf");

    /** What makes a hub of a framework; Karaf is one already. */
    private static final String LAUNCHER = "plumage.hub";

    /** For a look around; nobody's sensors are there. */
    private static final List<String> NOT_FOR_ALL = List.of("plumage-emulated", "plumage-demo", "plumage-all");

    /**
     * @param features that it installs
     * @param conditional features that it installs where something else is
     * @param bundles of ours
     */
    private record Feature(List<String> features, List<String> conditional, List<String> bundles, boolean manual) {}

    private static final Map<String, Feature> FEATURES = new HashMap<>();

    @BeforeAll
    static void read() throws Exception {
        NodeList features = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(MODULE.resolve("src/main/feature/feature.xml").toFile())
                .getDocumentElement()
                .getChildNodes();
        for (Element feature : elements(features, "feature")) {
            List<String> bundles = new ArrayList<>();
            for (Element bundle : elements(feature.getChildNodes(), "bundle")) {
                if (bundle.getTextContent().startsWith("mvn:plumage/")) {
                    bundles.add(bundle.getTextContent().split("/", -1)[1]);
                }
            }
            List<String> conditional = new ArrayList<>();
            for (Element condition : elements(feature.getChildNodes(), "conditional")) {
                conditional.addAll(texts(condition.getChildNodes(), "feature"));
            }
            FEATURES.put(
                    feature.getAttribute("name"),
                    new Feature(
                            texts(feature.getChildNodes(), "feature"),
                            conditional,
                            bundles,
                            feature.getAttribute("install").equals("manual")));
        }
    }

    @Test
    void everyBundleIsInAFeature() {
        Set<String> bundles = new TreeSet<>();
        FEATURES.values().forEach(feature -> bundles.addAll(feature.bundles()));

        Set<String> all = new TreeSet<>(Set.of("plumage.demo", "plumage.pi4j"));
        for (Path bundle : Workspace.bundles()) {
            all.add(bundle.getFileName().toString());
        }
        all.remove(LAUNCHER);
        assertThat(bundles).isEqualTo(all);
    }

    @Test
    void everyDriverHasAFeatureThatIsNamedAfterIt() {
        for (Path bundle : Workspace.bundles()) {
            String name = bundle.getFileName().toString();
            if (name.startsWith("plumage.driver.")) {
                String feature = name.replace('.', '-');
                assertThat(FEATURES).containsKey(feature);
                assertThat(FEATURES.get(feature).bundles()).containsExactly(name);
                assertThat(FEATURES.get(feature).features()).containsExactly("plumage");
            }
        }
    }

    @Test
    void allIsInAllAndNothingElseIsInstalledUnasked() {
        Feature all = FEATURES.get("plumage-all");
        Set<String> parts = new TreeSet<>(all.features());
        parts.addAll(all.conditional());
        Set<String> expected = new TreeSet<>(FEATURES.keySet());
        NOT_FOR_ALL.forEach(expected::remove);

        assertThat(parts).isEqualTo(expected);
        assertThat(all.conditional()).containsExactlyInAnyOrder("plumage-console", "plumage-openhab");
        FEATURES.forEach(
                (name, feature) -> assertThat(feature.manual()).as(name).isEqualTo(!name.equals("plumage-all")));
    }

    /** A feature that is not in the list is not verified, and a bundle that is no dependency may be missing when the archive is packed. */
    @Test
    void everyFeatureIsVerifiedAndEveryBundleIsBuiltBefore() throws IOException {
        String pom = Files.readString(MODULE.resolve("pom.xml"));

        FEATURES.forEach((name, feature) -> {
            assertThat(pom).contains("<feature>" + name + "</feature>");
            feature.bundles().forEach(bundle -> assertThat(pom).contains("<artifactId>" + bundle + "</artifactId>"));
        });
    }

    private static List<String> texts(NodeList nodes, String name) {
        return elements(nodes, name).stream()
                .map(Node::getTextContent)
                .filter(text -> text.startsWith("plumage"))
                .toList();
    }

    private static List<Element> elements(NodeList nodes, String name) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && element.getTagName().equals(name)) {
                elements.add(element);
            }
        }
        return elements;
    }
}
