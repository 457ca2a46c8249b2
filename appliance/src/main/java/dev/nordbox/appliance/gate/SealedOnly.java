package dev.nordbox.appliance.gate;

import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.seal.PlainSecrets;
import dev.nordbox.appliance.seal.PlainSecrets.Policy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** No Secret lives in Git in the clear, unless the application's project puts up with it. */
public final class SealedOnly implements Gate {

    private final Optional<Policy> otherwise;

    /**
     * @param otherwise for projects that say nothing; empty: those may have plain Secrets
     */
    public SealedOnly(Optional<Policy> otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public List<String> objections(DesiredObjects desired, Project project) {
        return told(desired, project, Policy.REFUSE).toList();
    }

    @Override
    public List<String> warnings(DesiredObjects desired, Project project) {
        return told(desired, project, Policy.WARN)
                .map(
                        plain ->
                                plain
                                        + ". It is applied all the same, since the project "
                                        + project.name()
                                        + " says "
                                        + Project.PLAIN_SECRETS
                                        + ": warn")
                .toList();
    }

    private Stream<String> told(DesiredObjects desired, Project project, Policy policy) {
        if (!project.plainSecrets().or(() -> otherwise).equals(Optional.of(policy))) {
            return Stream.empty();
        }
        PlainSecrets plain = new PlainSecrets(policy);
        return desired.all()
                .map(Target::manifest)
                .map(plain::objection)
                .flatMap(Optional::stream)
                .map(PlainSecrets.Objection::message);
    }
}
