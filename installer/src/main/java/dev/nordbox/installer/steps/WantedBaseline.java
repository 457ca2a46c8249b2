package dev.nordbox.installer.steps;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.installer.baseline.AdmissionPolicies;
import dev.nordbox.installer.baseline.BaselineManifests;
import dev.nordbox.installer.baseline.BaselineObject;
import dev.nordbox.installer.baseline.OwnManifests;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.templates.TemplateFailed;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything nordbox itself wants in the cluster, as one file on the host. */
final class WantedBaseline {
    /** What was applied last; the cluster is compared with it. */
    static final String FILE = "/var/lib/nordbox-installer/baseline.yaml";

    /** Kinds of which an object that is no longer wanted is removed. */
    private static final Set<String> REMOVABLE =
            Set.of(
                    "NetworkPolicy",
                    "ResourceQuota",
                    "LimitRange",
                    "ValidatingAdmissionPolicy",
                    "ValidatingAdmissionPolicyBinding");

    /**
     * Stay where their namespace is no longer named: it and its pods are still there, and must not
     * be open because nobody thinks of them any more.
     */
    private static final Set<String> CLOSING = Set.of("np-00-default-deny", "np-01-dns");

    private final BaselineManifests manifests;
    private final ControllerAccess access;
    private final OwnManifests own;

    WantedBaseline(Templates templates) {
        this.manifests = new BaselineManifests(templates);
        this.access = new ControllerAccess(templates);
        this.own = new OwnManifests(templates);
    }

    /** Namespaces come first, what the user's templates add comes last. */
    List<BaselineObject> objects(InstallSpec spec, HostFacts facts) {
        List<Manifest> added = new ArrayList<>();
        List<Supplier<List<BaselineObject>>> parts =
                List.of(
                        () -> manifests.render(spec.config(), apiAddress(facts)),
                        access::objects,
                        () -> AdmissionPolicies.of(spec.config()),
                        () -> {
                            added.addAll(own.of(spec.config())); // its problems are told with ours
                            return List.of();
                        });
        List<BaselineObject> ours =
                TemplateFailed.all(parts).stream().flatMap(List::stream).toList();
        return Stream.concat(ours.stream(), own.beside(ours, added).stream()).toList();
    }

    /** What becomes of the objects that the user's templates add, or added before. */
    OwnObjects own(InstallSpec spec, HostFacts facts) {
        return OwnObjects.of(facts, own.names(spec.config()));
    }

    RemoteFile file(List<BaselineObject> objects) {
        String text =
                objects.stream()
                        .map(object -> object.yaml().strip())
                        .collect(Collectors.joining("\n---\n", "", "\n"));
        return RemoteFile.of(FILE, text, "0600");
    }

    /** Labelled objects that nobody wants any more, of the kinds that are removed. */
    List<String> orphans(List<BaselineObject> wanted, HostFacts facts) {
        return unwanted(wanted, facts).stream()
                .filter(name -> REMOVABLE.contains(name.substring(0, name.indexOf(' '))))
                .filter(name -> !CLOSING.contains(name.substring(name.indexOf('/') + 1)))
                .toList();
    }

    private static Set<String> unwanted(List<BaselineObject> wanted, HostFacts facts) {
        Set<String> left = new TreeSet<>();
        facts.cluster().ifPresent(cluster -> left.addAll(cluster.labelled()));
        wanted.forEach(object -> left.remove(object.toString()));
        return left;
    }

    /**
     * The cluster's own word, else that of the last run; before the first one, the host's address.
     */
    private static String apiAddress(HostFacts facts) {
        return facts.cluster()
                .flatMap(cluster -> cluster.apiAddress())
                .or(() -> facts.note(AwaitNode.ADDRESS_NOTE))
                .or(() -> firstAddress(facts))
                .orElse("127.0.0.1");
    }

    private static Optional<String> firstAddress(HostFacts facts) {
        return facts.network().addresses().stream()
                .map(address -> address.substring(0, (address + "/").indexOf('/')))
                .findFirst();
    }
}
