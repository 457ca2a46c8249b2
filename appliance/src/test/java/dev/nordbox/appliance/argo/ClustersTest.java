package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClustersTest {

    private static final ClusterNames FSN =
            new ClusterNames("fsn", "https://fsn.example:6443", true);
    private static final ClusterNames HEL = new ClusterNames("hel", "https://hel.example", false);
    private static final List<ClusterNames> ALL = List.of(FSN, HEL);

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "'', in-cluster,                      fsn",
        "'', fsn,                             fsn",
        "https://kubernetes.default.svc, '',  fsn",
        "https://fsn.example:6443, '',        fsn",
        "'', hel,                             hel",
        "https://hel.example, '',             hel",
        "https://HEL.example:443, '',         hel",
    })
    void aDestinationIsOneClusterByItsNameOrItsServer(String server, String name, String cluster) {
        Destination destination = new Destination(server, name, "web");
        for (ClusterNames here : ALL) {
            Clusters clusters = new Clusters(ALL, here);
            boolean meant = here.name().equals(cluster);

            assertThat(clusters.take(destination)).isEqualTo(meant);
            assertThat(clusters.objection(destination).isEmpty()).isEqualTo(meant);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"'', oslo", "https://10.0.0.1, ''", "'', FSN", "https://fsn.example, ''"})
    void oneThatIsNoneOfThemIsToldAtTheFirstWithThoseThereAre(String server, String name) {
        Destination destination = new Destination(server, name, "web");

        assertThat(new Clusters(ALL, HEL).take(destination)).isFalse();
        assertThat(new Clusters(ALL, FSN).take(destination)).isTrue();
        assertThat(new Clusters(ALL, FSN).objection(destination).orElseThrow())
                .startsWith("spec.destination: is no cluster of this controller")
                .contains("name: fsn (https://fsn.example:6443), name: hel (https://hel.example)");
    }

    @Test
    void oneThatLiesInAnotherClusterThanItIsForSaysWhereItBelongs() {
        assertThat(new Clusters(ALL, FSN).objection(new Destination("", "hel", "web")))
                .hasValueSatisfying(
                        why ->
                                assertThat(why)
                                        .startsWith("spec.destination: is the cluster hel, and")
                                        .contains("lies in fsn"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"https://fsn.example:6443, hel", "https://hel.example, hel", "'', ''"})
    void bothServerAndNameOrNeitherComeToTheFirstWhoseReadingRefusesThem(
            String server, String name) {
        Destination destination = new Destination(server, name, "web");

        assertThat(new Clusters(ALL, FSN).take(destination)).isTrue();
        assertThat(new Clusters(ALL, HEL).take(destination)).isFalse();
        assertThat(new Clusters(ALL, FSN).objection(destination)).isEmpty();
    }

    @Test
    void whereThereIsOneClusterAnotherIsRefusedWithTheWayToHaveIt() {
        assertThat(Clusters.ONE.objection(new Destination("", "in-cluster", "web"))).isEmpty();
        assertThat(Clusters.ONE.objection(new Destination("https://10.0.0.1", "", "web")))
                .hasValueSatisfying(
                        why ->
                                assertThat(why)
                                        .contains("is another cluster")
                                        .contains("--kubeconfig NAME=FILE"));
    }
}
