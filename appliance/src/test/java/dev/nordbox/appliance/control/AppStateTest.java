package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.desired.DesiredObjects;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppStateTest {

    @Test
    void whatASyncWasAskedForIsNotKnownAfterAnotherControllerMayHaveBegunOne() {
        LiveObject object = new LiveObject(Bed.key("web"), "argoproj.io/v1alpha1", Map.of());
        AppKey key = AppKey.of(Bed.key("web"));
        AppState state = new AppState(key, object, new RevertPace(Clock.systemUTC()));
        state.wants = Optional.of(Wants.of(DesiredObjects.ofHooks(List.of())));

        state.outdate();
        state.beginAnewIfOutdated(object);

        assertThat(state.wants).isEmpty();
    }
}
