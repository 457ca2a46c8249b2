package dev.nordbox.installer.config;

import dev.nordbox.installer.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything a person can say about a box: built-in defaults, then the profile, then {@code
 * nordbox.yaml}, then flags; the later layer wins, key by key. Lists are replaced as a whole.
 *
 * @param name context in the kubeconfig and name of the node's cluster; the host's address unless
 *     set
 * @param proxy that the box goes through on its way out
 * @param hardening of the host itself
 * @param controller what it has beside its repository
 * @param templates directory of the user's own templates, which override ours by path
 * @param backup kits that the box makes by itself; empty: none
 * @param said what a person said of it, for its kits, as {@link SettingsText} writes it; empty: not
 *     known
 */
public record BoxConfig(
        String name,
        Optional<Profile> profile,
        Ssh ssh,
        Git git,
        K3s k3s,
        Firewall firewall,
        ProxyConfig proxy,
        Hardening hardening,
        List<NamespaceConfig> namespaces,
        Optional<String> templates,
        Controller controller,
        Optional<BackupConfig> backup,
        Optional<String> said) {

    /**
     * One with nothing beside its repository, that makes no kits, on a host that is left as it is.
     */
    public BoxConfig(
            String name,
            Optional<Profile> profile,
            Ssh ssh,
            Git git,
            K3s k3s,
            Firewall firewall,
            List<NamespaceConfig> namespaces,
            Optional<String> templates) {
        this(
                name,
                profile,
                ssh,
                git,
                k3s,
                firewall,
                ProxyConfig.NONE,
                Hardening.NONE,
                namespaces,
                templates,
                Controller.PLAIN,
                Optional.empty(),
                Optional.empty());
    }

    public BoxConfig with(K3s other) {
        return changed(ssh, other, proxy, hardening, controller, backup, said);
    }

    public BoxConfig with(Controller other) {
        return changed(ssh, k3s, proxy, hardening, other, backup, said);
    }

    public BoxConfig with(ProxyConfig other) {
        return changed(ssh, k3s, other, hardening, controller, backup, said);
    }

    public BoxConfig with(Hardening other) {
        return changed(ssh, k3s, proxy, other, controller, backup, said);
    }

    public BoxConfig with(Optional<BackupConfig> other) {
        return changed(ssh, k3s, proxy, hardening, controller, other, said);
    }

    public BoxConfig saying(Optional<String> text) {
        return changed(ssh, k3s, proxy, hardening, controller, backup, text);
    }

    private BoxConfig changed(
            Ssh ssh,
            K3s k3s,
            ProxyConfig proxy,
            Hardening hardening,
            Controller controller,
            Optional<BackupConfig> backup,
            Optional<String> said) {
        return new BoxConfig(
                name,
                profile,
                ssh,
                git,
                k3s,
                firewall,
                proxy,
                hardening,
                namespaces,
                templates,
                controller,
                backup,
                said);
    }

    /** Ports that everyone reaches: what a person opened, and the webhook's. */
    public List<String> open() {
        return Stream.concat(
                        firewall.open().stream(),
                        controller.webhookPort().stream().map(port -> port + "/tcp"))
                .distinct()
                .toList();
    }

    /** Where clouds hand out credentials of the host; no pod may ever reach these. */
    public static final List<String> METADATA_SERVICES =
            List.of("169.254.169.254/32", "fd00:ec2::254/128");

    /** The same box, where SSH goes to an address by another name. */
    public BoxConfig reachedAt(String address) {
        return changed(ssh.at(address), k3s, proxy, hardening, controller, backup, said);
    }

    /**
     * @param host {@code [user@]address[:port]}, or a name of ssh's configuration
     * @param address where that is; a name of ssh's configuration means nothing to the box
     * @param jump hosts to go through, with commas between them; empty: what ssh's configuration
     *     says
     * @param hostKey expected fingerprint, {@code SHA256:…} as {@code ssh-keygen -l} prints it
     */
    public record Ssh(
            String host,
            String address,
            Optional<String> jump,
            Optional<String> hostKey,
            Optional<String> identityFile) {

        /** Where ssh's configuration was not asked. */
        public Ssh(
                String host,
                Optional<String> jump,
                Optional<String> hostKey,
                Optional<String> identityFile) {
            this(host, NetworkFormats.addressOf(host), jump, hostKey, identityFile);
        }

        Ssh at(String other) {
            return new Ssh(host, other, jump, hostKey, identityFile);
        }
    }

    /**
     * @param url {@code git@host:path}, {@code ssh://}, {@code https://} or {@code file://}; {@code
     *     ""} only where nothing is converged: a plan, {@code status}, {@code down}
     * @param targetRevision branch, tag or commit; {@code HEAD} is the remote's default branch
     * @param path directory in the repository, {@code ""} for its root
     * @param hostKey the Git server's public key line or {@code SHA256:…} fingerprint to pin
     * @param deployKey private key file on this machine to use in place of one made on the box
     * @param saidBy flag, or file and line, that the URL is from
     */
    public record Git(
            String url,
            String targetRevision,
            String path,
            Optional<String> hostKey,
            Optional<String> deployKey,
            String saidBy) {

        public Git(
                String url,
                String targetRevision,
                String path,
                Optional<String> hostKey,
                Optional<String> deployKey) {
            this(url, targetRevision, path, hostKey, deployKey, "git.url");
        }
    }

    /**
     * @param version as k3s writes it, {@code v1.36.4+k3s1}
     * @param tlsSans further names in the API server's certificate
     * @param disable packaged components that are left out, as {@code --disable} takes them
     * @param apiEndpoint how laptops reach the API; {@code https://<ssh.address>:6443} unless set
     * @param chosen whether a person named the version; else it is what this nordbox came with
     * @param registries where images come from, as far as no profile says it
     * @param nodeLabels labels of the node beside those that Kubernetes and nordbox give it
     * @param nodeTaints what keeps pods off the node that do not tolerate it
     * @param images archives on this machine with further images for the node
     */
    public record K3s(
            String version,
            List<String> tlsSans,
            List<String> disable,
            Optional<String> apiEndpoint,
            boolean chosen,
            RegistryConfig registries,
            Map<String, String> nodeLabels,
            List<Taint> nodeTaints,
            List<String> images) {

        public K3s {
            nodeLabels = Map.copyOf(nodeLabels);
            nodeTaints = List.copyOf(nodeTaints);
            images = List.copyOf(images);
        }

        /** {@code v1.36} of {@code v1.36.4+k3s1}. */
        public String minor() {
            return version.substring(0, version.indexOf('.', version.indexOf('.') + 1));
        }

        /** With images from where they are, and a node as k3s makes it. */
        public K3s(
                String version,
                List<String> tlsSans,
                List<String> disable,
                Optional<String> apiEndpoint,
                boolean chosen) {
            this(
                    version,
                    tlsSans,
                    disable,
                    apiEndpoint,
                    chosen,
                    RegistryConfig.NONE,
                    Map.of(),
                    List.of(),
                    List.of());
        }

        /** With a version that a person named. */
        public K3s(
                String version,
                List<String> tlsSans,
                List<String> disable,
                Optional<String> apiEndpoint) {
            this(version, tlsSans, disable, apiEndpoint, true);
        }

        public K3s ofVersion(String other) {
            return changed(other, registries, nodeLabels, nodeTaints, images);
        }

        public K3s with(RegistryConfig other) {
            return changed(version, other, nodeLabels, nodeTaints, images);
        }

        public K3s with(Map<String, String> labels) {
            return changed(version, registries, labels, nodeTaints, images);
        }

        public K3s withTaints(List<Taint> taints) {
            return changed(version, registries, nodeLabels, taints, images);
        }

        public K3s withImages(List<String> archives) {
            return changed(version, registries, nodeLabels, nodeTaints, archives);
        }

        private K3s changed(
                String version,
                RegistryConfig registries,
                Map<String, String> labels,
                List<Taint> taints,
                List<String> archives) {
            return new K3s(
                    version,
                    tlsSans,
                    disable,
                    apiEndpoint,
                    chosen,
                    registries,
                    labels,
                    taints,
                    archives);
        }
    }

    /**
     * @param admins CIDRs that reach the Kubernetes API; empty: the address that the first {@code
     *     up} came from; later ones keep it
     * @param ssh CIDRs that reach SSH; empty: everyone
     * @param open further ports open to everyone, {@code 443/tcp}
     * @param podsInside pods reach each other and nothing outside, whatever a profile lists: in a
     *     rehearsal, whose workloads are copies of those that work elsewhere
     */
    public record Firewall(
            List<String> admins, List<String> ssh, List<String> open, boolean podsInside) {

        /** With pods that get out as far as the profile says. */
        public Firewall(List<String> admins, List<String> ssh, List<String> open) {
            this(admins, ssh, open, false);
        }
    }

    /** Whether the distribution's Redis, on a socket, keeps renders over a restart. */
    public enum Redis {
        /** Nothing is said: where it comes by itself; where not, memory serves. */
        WHERE_IT_COMES,
        /** Each run sees to it. */
        WANTED,
        OFF
    }

    /**
     * @param webhookPort where Git hosts tell of pushes, open to everyone; empty: polling finds
     *     them
     */
    public record Controller(Redis redis, Optional<Integer> webhookPort, SealingConfig sealing) {

        static final Controller PLAIN = new Controller(Redis.WHERE_IT_COMES, Optional.empty());

        /** That seals as it does by itself. */
        public Controller(Redis redis, Optional<Integer> webhookPort) {
            this(redis, webhookPort, SealingConfig.STANDARD);
        }
    }

    /**
     * @param podSecurity enforced Pod Security Standard: {@code restricted}, {@code baseline} or
     *     {@code privileged}
     * @param quota hard limits of the ResourceQuota, by resource name
     * @param limits default limits and requests of the LimitRange
     * @param intraNamespace its pods may talk to each other
     */
    public record NamespaceConfig(
            String name,
            String podSecurity,
            Map<String, String> quota,
            Limits limits,
            boolean intraNamespace,
            List<Flow> allow) {

        /** Room for an ordinary application, and an end to a runaway one. */
        static final Map<String, String> DEFAULT_QUOTA = Map.of("pods", "50");

        static final Limits DEFAULT_LIMITS =
                new Limits(Map.of("memory", "512Mi"), Map.of("cpu", "50m", "memory", "64Mi"));

        /** A namespace of which only the name is said. */
        public static NamespaceConfig byDefault(String name) {
            return new NamespaceConfig(
                    name, "restricted", DEFAULT_QUOTA, DEFAULT_LIMITS, false, List.of());
        }
    }

    /** LimitRange defaults per container, by resource name. */
    public record Limits(Map<String, String> defaults, Map<String, String> defaultRequests) {}

    /**
     * One allowed flow, from or to the pods of its namespace; everything else is denied.
     *
     * @param direction {@code ingress} or {@code egress}
     * @param pods labels of the pods in this namespace that it concerns; empty: all
     * @param peer the other side
     * @param ports {@code 8080/tcp}; empty: all ports
     */
    public record Flow(String direction, Map<String, String> pods, Peer peer, List<String> ports) {}

    /** One of: a namespace with optional pod labels, a CIDR, or the Kubernetes API. */
    public sealed interface Peer {
        record Namespace(String name, Map<String, String> pods) implements Peer {}

        record Cidr(String cidr) implements Peer {}

        record KubeApi() implements Peer {}
    }
}
