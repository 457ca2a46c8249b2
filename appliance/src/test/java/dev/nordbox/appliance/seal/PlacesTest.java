package dev.nordbox.appliance.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.seal.Places.Asked;
import dev.nordbox.appliance.seal.Places.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Label WANTED = new Label(Scope.STRICT, "here", "db");

    @Test
    void theOwnNameElsewhereComesBeforeOtherNames() {
        Places places =
                new Places(Asked.CLUSTER, Set.of(new Place("shop", "other")), Set.of("blog"));

        List<Label> labels = places.likeliest(WANTED).toList();

        assertThat(labels.indexOf(new Label(Scope.STRICT, "blog", "db")))
                .isLessThan(labels.indexOf(new Label(Scope.STRICT, "shop", "other")));
        assertThat(labels)
                .contains(
                        new Label(Scope.STRICT, "shop", "db"),
                        new Label(Scope.NAMESPACE_WIDE, "blog", ""),
                        new Label(Scope.STRICT, "blog", "other"),
                        new Label(Scope.CLUSTER_WIDE, "here", "db"));
    }

    @Test
    void inALargeClusterTheLikelyPlacesAreAllTriedAndTheRestIsOwnedUpTo() {
        Places places = new Places(Asked.CLUSTER, objects(300), namespaces(200));

        assertThat(places.areTooMany()).isTrue();
        assertThat(places.likeliest(WANTED))
                .contains(
                        new Label(Scope.STRICT, "ns-199", "db"),
                        new Label(Scope.STRICT, "shop", "name-299"))
                .hasSizeLessThan(Places.MOST_PAIRS + 1000);
        assertThat(new Places(Asked.CLUSTER, objects(200), namespaces(30)).areTooMany()).isFalse();
    }

    private static Set<Place> objects(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Place("shop", "name-" + i))
                .collect(Collectors.toSet());
    }

    private static Set<String> namespaces(int count) {
        return IntStream.range(0, count).mapToObj(i -> "ns-" + i).collect(Collectors.toSet());
    }
}
