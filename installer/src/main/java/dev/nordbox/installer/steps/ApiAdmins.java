package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who reaches the Kubernetes API of a box, by the guard.
 *
 * @param cidrs what the configuration names; else what the guard that stands lets in, so that a run
 *     from elsewhere changes nothing; else the address of this login
 * @param here the address of this login, unless it is not over SSH
 * @param byLogin whether neither configuration nor guard names any, so that the login decides
 */
public record ApiAdmins(List<Cidr> cidrs, Optional<Cidr> here, boolean byLogin) {

    public ApiAdmins {
        cidrs = List.copyOf(cidrs);
    }

    /** Texts that are no network are left out; {@link GuardRules} refuses those of a person. */
    public static ApiAdmins of(HostFacts facts, BoxConfig.Firewall firewall) {
        Optional<String> login = facts.login().sshClientAddress();
        List<String> standing = facts.guard().admins();
        boolean byLogin = firewall.admins().isEmpty() && standing.isEmpty();
        List<String> named = firewall.admins().isEmpty() ? standing : firewall.admins();
        List<String> texts = byLogin ? login.stream().toList() : named;
        return new ApiAdmins(
                texts.stream()
                        .map(GuardRules::network)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList(),
                login.flatMap(GuardRules::network),
                byLogin);
    }

    /** Said when it is a jump host that the server sees, and nobody has named who else comes. */
    public Optional<Problem> warningBehindJumpHost(BoxConfig.Firewall firewall) {
        return firewall.admins().isEmpty()
                ? Optional.of(
                        new Problem(
                                "the Kubernetes API is open to %s alone, and this login comes"
                                                .formatted(this)
                                        + " through a jump host: where you are the server does not"
                                        + " see",
                                "firewall",
                                "set firewall.admins in nordbox.yaml to every address that shall"
                                        + " reach it"))
                : Optional.empty();
    }

    /** Said when kubectl from here would time out. */
    public Optional<Problem> warning() {
        String from =
                here.map(address -> address.address() + ", where this comes from")
                        .orElse("you, since the server does not tell where this login is from");
        boolean reached =
                here.isPresent()
                        ? cidrs.stream().anyMatch(cidr -> cidr.contains(here.get()))
                        : !cidrs.isEmpty();
        return reached
                ? Optional.empty()
                : Optional.of(
                        new Problem(
                                "the Kubernetes API is open to %s, not to %s".formatted(this, from),
                                "firewall",
                                "set firewall.admins in nordbox.yaml to every address that shall"
                                        + " reach it"));
    }

    @Override
    public String toString() {
        return cidrs.isEmpty()
                ? "nobody"
                : cidrs.stream().map(Cidr::toString).collect(Collectors.joining(" "));
    }
}
