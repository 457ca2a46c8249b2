package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing a host must or should have. Looks at facts only.
 *
 * @param source who asks for it, and why
 * @param mend what brings it about, where that can do no harm
 */
record Check(
        CheckResult.Severity severity,
        String source,
        Function<HostFacts, CheckResult> look,
        Optional<Mend> mend) {

    /** Without it there is no box. */
    static Check must(String source, Function<HostFacts, CheckResult> look) {
        return new Check(CheckResult.Severity.MUST, source, look, Optional.empty());
    }

    /** Without it a box works, and worse. */
    static Check should(String source, Function<HostFacts, CheckResult> look) {
        return new Check(CheckResult.Severity.SHOULD, source, look, Optional.empty());
    }

    Check mendedBy(Mend how) {
        return new Check(severity, source, look, Optional.of(how));
    }

    CheckResult examine(HostFacts facts) {
        return look.apply(facts).of(this);
    }
}
