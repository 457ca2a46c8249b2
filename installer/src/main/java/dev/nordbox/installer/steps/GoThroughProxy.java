package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.List;
import java.util.Optional;

/**
 * Writes down the proxy that the box goes through, before anything of it goes out; whoever runs
 * with another one is started anew by its own step. Where none is said the file goes. What people
 * wrote on the host for k3s stays theirs, but for a proxy there beside ours: one of the two would
 * be passed over without a word.
 */
public final class GoThroughProxy implements Step {
    private final Templates templates;

    public GoThroughProxy(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "proxy";
    }

    @Override
    public String title() {
        return "Say which proxy the box goes through";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING.files(List.of(ProxyEnvironment.PATH));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<RemoteFile> file = ProxyEnvironment.file(templates, spec.config(), facts);
        if (file.isEmpty()) {
            return Removal.of(facts, List.of(ProxyEnvironment.PATH));
        }
        if (!facts.k3s().proxySaidIn().isEmpty()) {
            throw saidTwice(facts);
        }
        return WriteFile.missing(facts, List.of(file.get()));
    }

    private static ProblemException saidTwice(HostFacts facts) {
        String files = String.join(" and ", facts.k3s().proxySaidIn());
        return new ProblemException(
                ExitCode.CONFIG_INVALID,
                new Problem(
                        "which proxy k3s goes through is said twice: as `proxy`, and in " + files,
                        facts.machine().hostname(),
                        "bring what it says there to `proxy`, then take the lines of HTTP_PROXY,"
                                + " HTTPS_PROXY and NO_PROXY out of it; its other lines count on"));
    }
}
