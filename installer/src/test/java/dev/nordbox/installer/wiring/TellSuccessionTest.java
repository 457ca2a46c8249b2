package dev.nordbox.installer.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Specs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TellSuccessionTest {
    private final List<Event> events = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void whatTheStoreWasToldIsSaid() throws ProblemException {
        complete(new CommandOutcome(0, "this host goes on as prod\n", ""));

        assertThat(events).containsExactly(new Event.Noted("restore", "this host goes on as prod"));
    }

    @Test
    void aStoreThatDoesNotTakeItKeepsNoBoxFromComingBack() throws ProblemException {
        complete(new CommandOutcome(18, "", "kits cannot be kept: no login"));

        assertThat(events)
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(((Event.Warned) event).problem().what())
                                        .contains("no login"));
    }

    @Test
    void aBoxThatMakesNoKitsHasNobodyToTellAndHoldsForNobody() throws ProblemException {
        complete(new CommandOutcome(0, "none\n", ""));

        assertThat(events).isEmpty();
        assertThat(asked).containsExactly("release");
    }

    private void complete(CommandOutcome outcome) throws ProblemException {
        FakeHost host =
                FakeHost.debian12()
                        .on("use the program on the box", (h, c) -> outcome)
                        .on(
                                "hold the controller",
                                (h, c) -> {
                                    asked.add(c.words().get(c.words().size() - 2));
                                    return new CommandOutcome(0, "", "");
                                });
        new TellSuccession(events::add).complete(host, Specs.plain().config());
    }
}
