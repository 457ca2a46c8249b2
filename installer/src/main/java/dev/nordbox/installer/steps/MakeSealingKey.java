package dev.nordbox.installer.steps;

import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.BoxDesk;
import dev.nordbox.installer.secret.KeyFiles;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the first key that secrets are sealed with, on the box and before the controller starts, so
 * that nothing is ever sealed or unsealed without one; or brings the keys of another box.
 */
public final class MakeSealingKey implements Step {
    private final List<Path> brought;

    /**
     * @param brought files with private keys of a backup or of one's own; none: one is made
     */
    public MakeSealingKey(List<Path> brought) {
        this.brought = List.copyOf(brought);
    }

    @Override
    public String id() {
        return "sealing-key";
    }

    @Override
    public String title() {
        return "Have a key that secrets are sealed with";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING.files(List.of(BoxDesk.BEGUN)).cluster(ClusterPart.SEALING_KEYS);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        if (Repository.of(spec).isEmpty()) {
            return List.of(); // no controller, which would unseal
        }
        Set<String> present = facts.cluster().map(ClusterFacts::sealingKeys).orElse(Set.of());
        List<SealingKey> missing =
                new KeyFiles(Clock.systemUTC(), new SecureRandom())
                        .inUse(brought).keys().stream()
                                .filter(key -> !present.contains(key.fingerprint()))
                                .toList();
        if (present.isEmpty() && brought.isEmpty()) {
            return List.of(make());
        }
        // One that was begun before somebody brought keys, or a kit, is nobody's.
        List<Change> changes = new ArrayList<>(Removal.of(facts, List.of(BoxDesk.BEGUN)));
        missing.stream().map(MakeSealingKey::bring).forEach(changes::add);
        return changes;
    }

    private static Change make() {
        return new Change(
                        "make the first sealing key",
                        (host, progress) -> {
                            progress.doing("RSA, 4096 bits");
                            new BoxDesk(host).prepare();
                        })
                .because(
                        "there is none; what another cluster has sealed does not unseal with it:"
                                + " a kit (--restore) or --sealing-key brings that one's keys");
    }

    /** The key goes over standard input: arguments can be read by everybody. */
    private static Change bring(SealingKey key) {
        return new Change(
                "bring the sealing key " + key.fingerprint(),
                (host, progress) ->
                        new BoxDesk(host)
                                .ask(
                                        Map.of(
                                                "op",
                                                "bring",
                                                "keys",
                                                List.of(
                                                        Map.of(
                                                                "key", key.privatePem(),
                                                                "cert",
                                                                        key.certificate()
                                                                                .pem())))));
    }
}
