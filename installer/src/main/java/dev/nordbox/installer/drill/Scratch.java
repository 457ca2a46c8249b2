package dev.nordbox.installer.drill;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.ScratchHost;
import dev.nordbox.installer.up.Connector;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the host that a drill was given, before the drill touches it. */
public final class Scratch {
    public static final String LABEL = "ask for the host's own keys";

    private static final Command KEYS =
            Command.of("sh", "-c", "cat /etc/ssh/ssh_host_*_key.pub 2>/dev/null; :")
                    .withRoot()
                    .called(LABEL);

    private final Connector connector;
    private final Survey survey;

    public Scratch(Connector connector, Survey survey) {
        this.connector = connector;
        this.survey = survey;
    }

    /**
     * @throws ProblemException HOST_REFUSED when it is the host that the kit is of, or has a box on
     *     it that is not a drill's; KIT_UNUSABLE when the kit cannot tell which host it is of
     */
    void admit(BoxConfig.Ssh ssh, Kit kit) throws ProblemException {
        List<HostKey> ofTheKit = HostKeys.of(kit);
        if (ofTheKit.isEmpty()) {
            throw new ProblemException(
                    ExitCode.KIT_UNUSABLE,
                    new Problem(
                            "the kit does not say which host it is of",
                            kit.file().toString(),
                            "save another one"));
        }
        try (Host host = connector.connect(ssh)) {
            ScratchHost.refuseBox(host.name(), survey.gather(host, ScratchHost.query()));
            refuseItsOwnHost(host, ofTheKit);
        }
    }

    private static void refuseItsOwnHost(Host host, List<HostKey> ofTheKit)
            throws ProblemException {
        Set<HostKey> shown =
                HostKeys.parse(host.run(KEYS).orFail(host, KEYS).stdout()).stream()
                        .collect(Collectors.toSet());
        if (ofTheKit.stream().anyMatch(shown::contains)) {
            throw new ProblemException(
                    ExitCode.HOST_REFUSED,
                    new Problem(
                            "this is the host that the kit is of: it has the same SSH host key",
                            host.name(),
                            "rehearse on another one, a throwaway server with nothing on it"));
        }
    }

    boolean isMarked(BoxConfig.Ssh ssh) throws ProblemException {
        try (Host host = connector.connect(ssh)) {
            return ScratchHost.isMarked(survey.gather(host, FactQuery.NOTHING));
        }
    }
}
