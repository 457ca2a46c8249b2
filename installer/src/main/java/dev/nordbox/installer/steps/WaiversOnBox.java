package dev.nordbox.installer.steps;

import dev.nordbox.appliance.config.ConfigInvalid;
import dev.nordbox.appliance.config.ControllerConfigReader;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Waiver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The waivers that a box was last brought up with. The controller's end by themselves; those of
 * admission policies do not, since no policy knows what day it is.
 */
public final class WaiversOnBox {
    private static final Command READ =
            Command.of("cat", ControllerPaths.CONFIGURATION)
                    .withRoot()
                    .called("read the controller's rules");

    private WaiversOnBox() {}

    /** Those that are over, or will be before long; none where there is no controller. */
    public static List<Problem> warnings(Host host, LocalDate today) throws ProblemException {
        CommandOutcome outcome = host.run(READ);
        return outcome.succeeded() ? warnings(outcome.stdout(), host.name(), today) : List.of();
    }

    static List<Problem> warnings(String configuration, String host, LocalDate today) {
        try {
            Map<String, LocalDate> waived =
                    ControllerConfigReader.parse(configuration, ControllerPaths.CONFIGURATION)
                            .rules()
                            .map(rules -> rules.waived())
                            .orElse(Map.of());
            List<Problem> warnings = new ArrayList<>();
            new TreeMap<>(waived)
                    .forEach(
                            (control, day) -> {
                                Waiver waiver = new Waiver(control, "", "", day);
                                if (waiver.isOver(today)) {
                                    warnings.add(over(waiver, host));
                                } else if (waiver.endsSoon(today)) {
                                    warnings.add(ending(waiver, host));
                                }
                            });
            return warnings;
        } catch (ConfigInvalid e) {
            // Of another version, or of somebody else: the controller itself says what is wrong.
            return List.of();
        }
    }

    private static Problem over(Waiver waiver, String host) {
        return new Problem(
                "the waiver of %s is over since %s: commits are held to it again, and its admission policy still warns only"
                        .formatted(waiver.control(), waiver.expires()),
                host,
                "take it out of nordbox.yaml, or decide anew, then run `up`");
    }

    private static Problem ending(Waiver waiver, String host) {
        return new Problem(
                "the waiver of %s ends on %s".formatted(waiver.control(), waiver.expires()),
                host,
                "meet the control by then, or decide anew and run `up`");
    }
}
