package dev.nordbox.installer.facts;

import dev.nordbox.installer.problem.Problem;
import java.util.Optional;

/**
 * Whom the installer speaks as.
 *
 * @param user name of the login
 * @param root whether the facts were gathered with root's rights, directly or through sudo; without
 *     them many facts are missing
 * @param rootRefusal what sudo or doas said when it refused, and what helps with that one
 * @param sshClientAddress the operator's address as the host sees it; empty when not over SSH
 * @param sshPort the host's own port that the session came in by
 * @param byKey whether a key let this login in, and nothing else was needed
 * @param doors how sshd lets people in
 */
public record Login(
        String user,
        boolean root,
        Optional<Problem> rootRefusal,
        Optional<String> sshClientAddress,
        Optional<Integer> sshPort,
        boolean byKey,
        SshDoors doors) {

    public static final FactSection<Login> SECTION =
            new FactSection<>("login", Login::read, "login");

    private static Login read(FactLines lines) throws FactsUnreadable {
        SshDoors doors = lines.get(SshDoors.SECTION);
        return lines.one("login", 4, line -> read(line, lines.way(), doors));
    }

    private static Login read(FactLine line, FactLines.Way way, SshDoors doors) {
        String[] connection = line.at(3).split(" ");
        boolean overSsh = connection.length == 4;
        return new Login(
                line.at(1),
                line.at(2).equals("0"),
                way.rootRefusal(),
                overSsh ? Optional.of(connection[0]) : Optional.empty(),
                overSsh ? Optional.of(Integer.valueOf(connection[3])) : Optional.empty(),
                way.byKey(),
                doors);
    }
}
