package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;

/** One thing a host must have. Looks at facts only. */
@FunctionalInterface
interface Check {
    CheckResult examine(HostFacts facts);
}
