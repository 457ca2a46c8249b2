package dev.nordbox.appliance.control;

import java.util.random.RandomGenerator;

/**
 * An Application as it stands in a {@link RandomRepository}, whether or not it is in the commit.
 */
final class RandomApplication {

    final String name;
    boolean present = true;
    boolean broken;

    /** Its manifest lies in the directory of the application "parent". */
    boolean child;

    boolean prune;
    boolean selfHeal;
    boolean allowEmpty;
    boolean pruneLast;
    boolean finalizer;
    String destination = "default";

    RandomApplication(String name, RandomGenerator random) {
        this.name = name;
        this.child = name.equals("child");
        change(random);
    }

    void change(RandomGenerator random) {
        prune = random.nextInt(5) > 0;
        selfHeal = random.nextInt(4) > 0;
        allowEmpty = random.nextBoolean();
        pruneLast = random.nextInt(3) == 0;
        finalizer = random.nextBoolean();
        destination = RandomRepository.SPACES.get(random.nextInt(3));
    }

    void mend() {
        present = true;
        broken = false;
        prune = true;
        selfHeal = true;
    }

    String yaml() {
        return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata:
          name: %s
          namespace: argocd
          finalizers: [%s]
        spec:
          project: default
          source: {repoURL: %s, path: apps/%s, targetRevision: HEAD}
          destination: {server: "https://kubernetes.default.svc", namespace: %s}
          syncPolicy:
            automated: {prune: %s, selfHeal: %s, allowEmpty: %s}
            syncOptions: [CreateNamespace=true%s]
        """
                .formatted(
                        name,
                        finalizer ? "resources-finalizer.argocd.argoproj.io" : "",
                        Bed.URL,
                        name,
                        destination,
                        prune,
                        selfHeal,
                        allowEmpty,
                        pruneLast ? ", PruneLast=true" : "");
    }

    @Override
    public String toString() {
        return name
                + (present ? "" : " absent")
                + (broken ? " broken" : "")
                + (child ? " child" : "")
                + (prune ? "" : " no-prune")
                + (selfHeal ? "" : " no-heal")
                + (allowEmpty ? " allow-empty" : "")
                + (pruneLast ? " prune-last" : "")
                + (finalizer ? " finalizer" : "")
                + " in "
                + destination;
    }
}
