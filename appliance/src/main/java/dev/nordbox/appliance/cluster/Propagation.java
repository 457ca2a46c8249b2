package dev.nordbox.appliance.cluster;

/** What happens to the objects that a deleted one owns. */
public enum Propagation {
    FOREGROUND("Foreground"),
    BACKGROUND("Background"),
    ORPHAN("Orphan");

    private final String policy;

    Propagation(String policy) {
        this.policy = policy;
    }

    /** As the API spells it. */
    public String policy() {
        return policy;
    }
}
