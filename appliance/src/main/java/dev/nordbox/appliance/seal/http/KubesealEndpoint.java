package dev.nordbox.appliance.seal.http;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.MandatedCluster;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.threads.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets kubeseal reach the controller through the API server, under both usual names. Where the
 * names belong to another controller, or the API server is on another machine, it stands back. Each
 * controller answers; the API server is led to the one with the mandate.
 */
public final class KubesealEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KubesealEndpoint.class);
    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Where the API server says of itself that it is. */
    private static final ResourceKey API =
            new ResourceKey("", "Endpoints", "default", "kubernetes");

    private final Cluster cluster;
    private final Mandate mandate;
    private final Supplier<KeyRing> keys;
    private final int port;
    private final Clock clock;
    private final SecureRandom random;
    private final WriteBook book;
    private final Timer timer = new Timer("kubeseal-endpoint");
    private Optional<KubesealServer> server = Optional.empty();
    private String told = "";

    /** Until it sees to all again, unless the mandate is taken; empty before it has once. */
    private volatile Optional<Duration> pause = Optional.empty();

    /** Of the timer's thread. */
    private Optional<Future<?>> next = Optional.empty();

    /**
     * @param port on the node's address; 0: any
     */
    public KubesealEndpoint(
            Cluster whole,
            Mandate mandate,
            Supplier<KeyRing> keys,
            int port,
            Clock clock,
            SecureRandom random,
            WriteBook book) {
        this.cluster = new MandatedCluster(whole, mandate);
        this.mandate = mandate;
        this.book = book;
        this.keys = keys;
        this.port = port;
        this.clock = clock;
        this.random = random;
    }

    /** Returns at once; the cluster may be away. */
    public void start() {
        mandate.onTaken(() -> timer.after(Duration.ZERO, this::keepUp));
        timer.after(Duration.ZERO, this::keepUp);
    }

    private void keepUp() {
        next.ifPresent(look -> look.cancel(false));
        Duration wait = AGAIN;
        try {
            bringUp();
        } catch (ClusterException | IOException | RuntimeException e) {
            // Whoever leads nobody here is in no hurry: another process may have the port.
            wait = mandate.held() ? RETRY : AGAIN;
            tell("kubeseal cannot reach the controller: " + e.getMessage());
        } catch (LinkageError e) {
            tell("kubeseal is not served: this Java runtime lacks the module jdk.httpserver");
            return;
        }
        next = timer.after(wait, this::keepUp);
        pause = Optional.of(wait);
    }

    /** Idempotent: applying what is there already writes nothing. */
    private void bringUp() throws ClusterException, IOException {
        Optional<String> address = nodeAddress();
        if (address.isEmpty()) {
            stopListening();
            tell("kubeseal is not served: the API server is not on this machine");
            return;
        }
        int listening = listen(address.get());
        if (mandate.held()) {
            leadTo(address.get(), listening);
        }
    }

    private void leadTo(String address, int listening) throws ClusterException {
        standAt(address);
        for (String name : KubesealObjects.NAMES) {
            Manifest service = KubesealObjects.service(name);
            Optional<LiveObject> there = cluster.get(service.key());
            if (there.filter(KubesealEndpoint::belongsToAnother).isPresent()) {
                tell("the Service kube-system/" + name + " belongs to another controller");
                continue;
            }
            apply(service, there);
            apply(KubesealObjects.endpoints(name, address, listening));
        }
        apply(KubesealObjects.role());
        apply(KubesealObjects.binding());
        tell("kubeseal is served on " + address + ":" + listening);
    }

    private void apply(Manifest manifest) throws ClusterException {
        apply(manifest, cluster.get(manifest.key()));
    }

    /** Every few minutes, and mostly for nothing: what stays as it was is no change to tell of. */
    private void apply(Manifest manifest, Optional<LiveObject> before) throws ClusterException {
        LiveObject stored = cluster.apply(manifest, ApplyMode.REAL);
        boolean same =
                before.map(LiveObject::resourceVersion)
                        .equals(Optional.of(stored.resourceVersion()));
        if (!same) {
            book.wrote(
                    "apply", manifest.key(), "setup", before.map(LiveObject::changedBy).orElse(""));
        }
    }

    /** The Pod that stands for this process; its spec cannot be applied anew. */
    private void standAt(String address) throws ClusterException {
        Manifest manifest = KubesealObjects.pod();
        Optional<LiveObject> pod = cluster.get(manifest.key());
        if (pod.isEmpty()) {
            apply(manifest, pod);
        }
        boolean shown =
                pod.flatMap(p -> Fields.text(p.content(), "status", "podIP"))
                        .equals(Optional.of(address));
        if (!shown) {
            String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
            Map<String, Object> status = KubesealObjects.podStatus(address, now);
            cluster.patch(manifest.key(), ObjectPatch.status(status));
        }
    }

    private static boolean belongsToAnother(LiveObject service) {
        return !Fields.map(service.content(), "spec", "selector").isEmpty();
    }

    private Optional<String> nodeAddress() throws ClusterException, IOException {
        Optional<LiveObject> api = cluster.get(API);
        for (Object subset :
                api.map(endpoints -> Fields.list(endpoints.content(), "subsets"))
                        .orElse(List.of())) {
            for (Object entry : Fields.list(subset, "addresses")) {
                Optional<String> ip = Fields.text(entry, "ip");
                if (ip.isPresent()
                        && NetworkInterface.getByInetAddress(InetAddress.getByName(ip.get()))
                                != null) {
                    return ip;
                }
            }
        }
        return Optional.empty();
    }

    /** A node that was given another address is reached there from now on. */
    private synchronized int listen(String address) throws IOException {
        InetAddress wanted = InetAddress.getByName(address);
        if (server.filter(running -> !running.listensAt(wanted)).isPresent()) {
            stopListening();
        }
        if (server.isEmpty()) {
            InetSocketAddress at = new InetSocketAddress(wanted, port);
            server = Optional.of(new KubesealServer(at, keys, random));
        }
        return server.get().port();
    }

    Optional<Duration> pause() {
        return pause;
    }

    synchronized boolean listens() {
        return server.isPresent();
    }

    private synchronized void stopListening() {
        server.ifPresent(KubesealServer::close);
        server = Optional.empty();
    }

    /** Once, not every five minutes. */
    private void tell(String what) {
        if (!told.equals(what)) {
            told = what;
            LOG.info("{}", what);
        }
    }

    @Override
    public synchronized void close() {
        timer.close();
        stopListening();
    }
}
