package dev.nordbox.appliance.gate;

import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.seal.PlainSecrets;
import dev.nordbox.appliance.seal.PlainSecrets.Policy;
import java.util.List;
import java.util.Optional;

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
        return told(desired, project, Policy.REFUSE);
    }

    @Override
    public List<String> warnings(DesiredObjects desired, Project project) {
        return told(desired, project, Policy.WARN).stream()
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

    private List<String> told(DesiredObjects desired, Project project, Policy policy) {
        return project.plainSecrets().or(() -> otherwise).equals(Optional.of(policy))
                ? new PlainSecrets(policy).messages(desired.all().map(Target::manifest))
                : List.of();
    }
}
