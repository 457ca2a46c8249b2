package dev.nordbox.appliance.cluster;

import static dev.nordbox.appliance.cluster.ScriptedApi.page;
import static dev.nordbox.appliance.cluster.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.manifest.GroupKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the server; what comes of it is in {@link ClusterContract}. */
@Timeout(60)
class Fabric8ClusterTest {

    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final GroupKind THING = new GroupKind("test.nordbox.no", "Thing");

    @TempDir private Path folder;
    private ScriptedApi api;
    private Fabric8Cluster cluster;

    @BeforeEach
    void connect() throws Exception {
        api = ScriptedApi.start();
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
        cluster = Fabric8Cluster.of(kubeconfig, Map.of());
    }

    @AfterEach
    void disconnect() throws Exception {
        cluster.close();
        api.close();
    }

    @Test
    void whereNobodyListensTheReasonIsInWords() throws Exception {
        String kubeconfig = api.kubeconfig();
        api.close();
        Path file = Files.writeString(folder.resolve("closed"), kubeconfig);
        try (Fabric8Cluster closed = Fabric8Cluster.of(file, Map.of())) {
            assertThatThrownBy(closed::servedKinds)
                    .isInstanceOf(ApiUnavailable.class)
                    .hasMessageStartingWith(closed.server())
                    .hasMessageContaining("the connection is refused; does the API server run");
        }
        Path lost =
                Files.writeString(
                        folder.resolve("lost"),
                        kubeconfig.replaceAll("https?://[^:/]+", "https://nobody.invalid"));
        try (Fabric8Cluster unknown = Fabric8Cluster.of(lost, Map.of())) {
            assertThatThrownBy(unknown::servedKinds)
                    .hasMessageContaining("no name server here knows the host");
        }
    }

    @Test
    void everyPageIsOfTheNamespaceThatIsMeant() throws Exception {
        api.plays(page("7", "a/b+c", "one"), page("7", "", "two"));

        List<LiveObject> objects = cluster.list(CONFIG_MAP, "shop", Detail.METADATA);

        assertThat(objects).extracting(object -> object.key().name()).containsExactly("one", "two");
        String first = "/api/v1/namespaces/shop/configmaps?limit=500";
        assertThat(api.targets()).containsExactly(first, first + "&continue=a%2Fb%2Bc");
    }

    @Test
    void wholeObjectsComeInSmallPagesAndSayWhatTheyAre() throws Exception {
        api.plays(page("7", "", "one"));

        List<LiveObject> objects = cluster.list(THING, "", Detail.FULL);

        assertThat(objects.get(0).content())
                .containsEntry("apiVersion", "test.nordbox.no/v1")
                .containsEntry("kind", "Thing");
        assertThat(api.targets()).containsExactly("/apis/test.nordbox.no/v1/things?limit=20");
        assertThat(api.requests().get(0).accept()).isEqualTo("application/json");
    }

    @Test
    void aListingIsWhatIsWantedOfAllPagesAndTheMomentOfTheLast() throws Exception {
        api.plays(page("", "next", "one", "two"), page("7", "", "three", "one"));

        Fabric8Cluster.Listing listing =
                cluster.listing(
                        CONFIG_MAP,
                        Extent.ALL,
                        Detail.FULL,
                        object -> object.key().name().contains("o"));

        assertThat(listing.resourceVersion()).isEqualTo("7");
        assertThat(listing.objects())
                .extracting(object -> object.key().name())
                .containsExactly("one", "two", "one");
    }

    @Test
    void aCollectionThatIsNotThereIsLookedForInDiscoveryTheNextTime() throws Exception {
        api.servesThingsIn("v1beta1");
        api.plays(page("7", ""), status(404), page("8", "", "one"));
        cluster.list(THING, "", Detail.METADATA);
        api.servesThingsIn("v1");

        assertThatThrownBy(() -> cluster.list(THING, "", Detail.METADATA))
                .isInstanceOf(ApiRefused.class);
        List<LiveObject> objects = cluster.list(THING, "", Detail.METADATA);

        assertThat(objects)
                .extracting(LiveObject::apiVersion)
                .containsExactly("test.nordbox.no/v1");
        assertThat(api.targets())
                .containsExactly(
                        "/apis/test.nordbox.no/v1beta1/things?limit=500",
                        "/apis/test.nordbox.no/v1beta1/things?limit=500",
                        "/apis/test.nordbox.no/v1/things?limit=500");
    }
}
