package dev.nordbox.appliance.argo;

import java.util.Optional;

/** When a hook's object is deleted. */
public enum HookDeletePolicy {
    HOOK_SUCCEEDED("HookSucceeded", "hook-succeeded"),
    HOOK_FAILED("HookFailed", "hook-failed"),
    /** Right before the hook runs again: the default. */
    BEFORE_HOOK_CREATION("BeforeHookCreation", "before-hook-creation");

    private final String text;
    private final String helm;

    HookDeletePolicy(String text, String helm) {
        this.text = text;
        this.helm = helm;
    }

    static Optional<HookDeletePolicy> of(String text) {
        return Spelled.find(HookDeletePolicy.class, text);
    }

    static Optional<HookDeletePolicy> ofHelm(String text) {
        for (HookDeletePolicy policy : values()) {
            if (policy.helm.equals(text)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /** As Argo CD spells it. */
    @Override
    public String toString() {
        return text;
    }
}
