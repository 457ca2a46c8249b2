package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Widgets.DEFINITION;
import static dev.nordbox.appliance.control.Widgets.SPROCKET;
import static dev.nordbox.appliance.control.Widgets.WIDGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.Manifests;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Definitions of others, which somebody installs, removes and installs again. */
class KindsComeAndGoTest {

    private final Bed bed = new Bed();

    @Test
    void aKindWhoseDefinitionIsGoneIsWatchedNoMore() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        installDefinition();
        bed.file("apps/web/sprocket.yaml", SPROCKET_YAML).commit();
        bed.start().calm();
        assertThat(bed.cluster.watched()).contains(WIDGET);

        bed.cluster.remove(DEFINITION);
        bed.calm();

        assertThat(bed.cluster.watched()).doesNotContain(WIDGET);
    }

    @Test
    void itIsWatchedAgainWhenTheDefinitionReturns() {
        bed.application("web").file("apps/web/sprocket.yaml", SPROCKET_YAML);
        installDefinition();
        bed.commit();
        bed.start().calm();
        bed.cluster.remove(DEFINITION);
        bed.pass(Duration.ofMinutes(1));
        assertThat(bed.cluster.keys()).doesNotContain(SPROCKET);

        installDefinition();
        bed.pass(Duration.ofMinutes(1));

        assertThat(bed.cluster.watched()).contains(WIDGET);
        assertThat(bed.cluster.keys()).contains(SPROCKET);
        bed.cluster.remove(SPROCKET);
        bed.calm();
        assertThat(bed.cluster.keys()).contains(SPROCKET);
    }

    private void installDefinition() {
        bed.cluster.put(Manifests.crd("Widget", "widgets", true));
    }

    private static final String SPROCKET_YAML =
            """
            apiVersion: test.nordbox.no/v1
            kind: Widget
            metadata: {name: sprocket}
            spec: {teeth: 12}
            """;
}
