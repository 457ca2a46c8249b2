package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Earlier;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.recovery.KitSettings;
import dev.nordbox.installer.recovery.VolumesBack;
import dev.nordbox.installer.up.LostHost;
import dev.nordbox.installer.up.Up;
import dev.nordbox.installer.wiring.LostHostOverSsh;
import dev.nordbox.installer.wiring.Provisioning;
import dev.nordbox.installer.wiring.SshConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The kit that a box comes back from. */
final class RestoreOptions {
    private static final String FLAG = "--restore";

    @Option(
            names = FLAG,
            paramLabel = "FILE|STORE[/NAME]",
            description =
                    "a recovery kit: the same cluster comes up on a fresh server; what nobody says"
                            + " anew is as the kit has it. From s3://BUCKET/PREFIX or"
                            + " sftp://USER@HOST/PATH the newest is taken, or the one that is"
                            + " named")
    @Nullable String place;

    @Option(
            names = LostHost.FLAG,
            description =
                    "with --restore: goes on although the host that the kit is of still answers."
                            + " Its workloads run on beside the restored ones; where it reaches the"
                            + " store of its kits it stops converging at its next one, until `kit"
                            + " claim`")
    boolean besideLostHost;

    @Mixin KitKeyOptions keys = new KitKeyOptions();
    @Mixin StoreOptions store = new StoreOptions();

    /** What is done once the kit is open. */
    @FunctionalInterface
    interface Work {
        ExitCode with(Optional<Kit> kit) throws ProblemException;
    }

    /**
     * The kit is here before a host is so much as connected to; one that was fetched goes with the
     * end of the work.
     */
    ExitCode during(BoxOptions box, Surroundings around, Output output, Work work)
            throws ProblemException {
        if (place == null) {
            return work.with(Optional.empty());
        }
        try (FetchedKit kit = FetchedKit.of(place, FLAG, store, keys, box, around, output)) {
            return work.with(Optional.of(kit.open()));
        }
    }

    /** A server that is lost comes back on whatever day that is. */
    static BoxConfigReader reader(Optional<Kit> kit, Surroundings around, Output output) {
        return (kit.isPresent() ? BoxOptions.reader(around, output) : BoxOptions.reader(around))
                .after(kit.map(KitSettings::of).orElse(Earlier.NOTHING));
    }

    /** What a person has to know before a box comes back from it. */
    static List<Event> warnings(Optional<Kit> kit, BoxOptions box) {
        List<Event> warnings = new ArrayList<>();
        kit.map(VolumesBack::warnings).ifPresent(warnings::addAll);
        kit.filter(some -> box.file().isEmpty())
                .map(KitSettings::warnings)
                .ifPresent(warnings::addAll);
        return warnings;
    }

    /**
     * @param last what is done once the box is what its repository says
     */
    Up up(
            Provisioning provisioning,
            Optional<Kit> kit,
            BoxConfig config,
            SshConnection way,
            Up.Arrival last) {
        return kit.isPresent()
                ? provisioning.comeback(config, last, lost(kit.get(), config, way))
                : provisioning.up(config, last);
    }

    private LostHost lost(Kit kit, BoxConfig config, SshConnection way) {
        return new LostHost(
                kit,
                config.ssh(),
                new LostHostOverSsh(way, config.ssh().identityFile()),
                besideLostHost);
    }
}
