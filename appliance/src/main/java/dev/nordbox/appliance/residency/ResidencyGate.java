package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Manifest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges manifests by a profile's rules: all objections at once, in the manifests' order. Pure but
 * for the day it is. The cluster's admission policies say the same later, once more and to
 * everybody; this gate says it before a commit touches anything, with file and line.
 */
public final class ResidencyGate {
    private final List<Judge> judges;
    private final ResidencyRules rules;
    private final Clock clock;

    /** One who looks for breaches of a few rules, whatever a manifest is of. */
    interface Judge {
        void examine(Manifest manifest, Objections to);
    }

    /**
     * @param clock tells which waivers are over
     */
    public ResidencyGate(ResidencyRules rules, Clock clock) {
        this.judges =
                List.of(
                        new ImageJudge(rules),
                        new HostJudge(rules),
                        new VolumeJudge(rules),
                        new WayOutJudge(rules),
                        new DoorJudge(rules),
                        new GitJudge(rules));
        this.rules = rules;
        this.clock = clock;
    }

    public List<Objection> examine(List<Manifest> manifests) {
        List<Objection> all = new ArrayList<>();
        for (Manifest manifest : manifests) {
            Objections objections = new Objections(manifest, all);
            judges.forEach(judge -> judge.examine(manifest, objections));
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return all.stream().flatMap(objection -> judge(objection, today)).toList();
    }

    /** What was waived until a day that has passed says so: nobody changed anything else. */
    private Stream<Objection> judge(Objection objection, LocalDate today) {
        Optional<LocalDate> last = Optional.ofNullable(rules.waived().get(objection.rule()));
        if (last.isEmpty()) {
            return Stream.of(objection);
        }
        return last.get().isBefore(today)
                ? Stream.of(objection.saying("its waiver is over since " + last.get()))
                : Stream.empty();
    }
}
