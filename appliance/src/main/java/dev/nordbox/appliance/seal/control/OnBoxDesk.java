package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.config.ControllerConfig.Sealing;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.Places;
import dev.nordbox.appliance.seal.SealingDesk;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.SealingKey;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * {@link SealingDesk} with the keys of a cluster, whose Secrets it tells of, too, and three
 * requests of its own.
 *
 * <pre>
 * {op: keys}                       → {keys: […], secrets: [{secret, fingerprint, state, problem}]}
 * {op: prepare, key}               → {keys: […]} after the first key was made, if there was none,
 *                                    of this private key when one is offered
 * {op: renew, key}                 → {keys: […]} after another key was made, likewise
 * {op: bring, keys: [{key, cert}]} → {keys: […]} after these PEMs were stored, if they were not
 * </pre>
 */
public final class OnBoxDesk {

    /** A small server that starts its pods while it makes a key may be silent for minutes. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(8);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KeyStore store;
    private final ClusterPlaces places;
    private final Clock clock;
    private final SecureRandom random;

    OnBoxDesk(Cluster cluster, Clock clock, SecureRandom random) {
        Sealing settings = Sealing.STANDARD;
        KeyPolicy first =
                new KeyPolicy(
                        SealingKey.BITS,
                        Duration.ZERO, // renewal is the controller's business
                        settings.keyCutoffTime());
        this.store = new KeyStore(cluster, first, clock, random, WriteBook.NONE);
        this.places = new ClusterPlaces(cluster);
        this.clock = clock;
        this.random = random;
    }

    /**
     * @throws IOException when the cluster does not answer or the request is none; the message says
     *     so, without a value
     */
    public static byte[] answer(
            byte[] request, Path kubeconfig, Map<String, String> environment, Clock clock)
            throws IOException {
        try (Cluster cluster = Fabric8Cluster.of(kubeconfig, environment)) {
            OnBoxDesk desk = new OnBoxDesk(cluster, clock, new SecureRandom());
            Map<String, Object> asked = Json.parse(request);
            Predicate<ApiUnavailable> worthWaiting =
                    isOfUp(asked) ? silence -> true : OnBoxDesk::isBusy;
            Map<String, Object> answer =
                    patiently(() -> desk.answer(asked), worthWaiting, clock, PAUSE);
            return Json.print(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } catch (ClusterException | SealingException | IllegalArgumentException e) {
            throw new IOException(e.getMessage());
        }
    }

    /**
     * A step of {@code up}; everything else is asked by a person, who would rather know that nobody
     * is there, but not that it takes long.
     */
    private static boolean isOfUp(Map<String, Object> request) {
        return List.of("prepare", "bring").contains(op(request));
    }

    private static String op(Map<String, Object> request) {
        return Fields.text(request, "op").orElse("");
    }

    static boolean isBusy(ApiUnavailable silence) {
        return silence.getCause() instanceof HttpTimeoutException
                || silence.getCause() instanceof TimeoutException;
    }

    /** A question. */
    interface Question {
        Map<String, Object> answer() throws ClusterException, SealingException;
    }

    /** Asks again while the server does not answer; nothing of it is done twice. */
    static Map<String, Object> patiently(
            Question question, Predicate<ApiUnavailable> worthWaiting, Clock clock, Duration pause)
            throws ClusterException, SealingException, InterruptedException {
        Instant end = clock.instant().plus(LONGEST_SILENCE);
        while (true) {
            try {
                return question.answer();
            } catch (ApiUnavailable e) {
                if (!worthWaiting.test(e) || clock.instant().isAfter(end)) {
                    throw e;
                }
                Thread.sleep(pause.toMillis());
            }
        }
    }

    Map<String, Object> answer(Map<String, Object> request)
            throws ClusterException, SealingException {
        StoredKeys keys =
                switch (op(request)) {
                    case "prepare" -> prepared(offered(request));
                    case "renew" -> store.renewed(offered(request));
                    case "bring" -> brought(request);
                    default -> store.read();
                };
        if (!List.of("keys", "prepare", "renew", "bring").contains(op(request))) {
            return new SealingDesk(keys.ring(), places(), random).answer(request);
        }
        Map<String, Object> answer =
                new LinkedHashMap<>(
                        new SealingDesk(keys.ring(), random).answer(Map.of("op", "keys")));
        answer.put("secrets", keys.secrets().stream().map(KeyState::toJson).toList());
        return answer;
    }

    /** Whoever asks for keys is answered, also when nothing else can be told. */
    private Places places() {
        try {
            return places.ask();
        } catch (ClusterException e) {
            return Places.UNKNOWN;
        }
    }

    private StoredKeys brought(Map<String, Object> request)
            throws ClusterException, SealingException {
        for (Object pair : Fields.list(request, "keys")) {
            store.bring(
                    SealingKey.parse(
                            Fields.text(pair, "key").orElse(""),
                            Fields.text(pair, "cert").orElse("")));
        }
        return store.read();
    }

    private Optional<SealingKey> offered(Map<String, Object> request) throws SealingException {
        Optional<String> pem = Fields.text(request, "key");
        return pem.isPresent()
                ? Optional.of(SealingKey.parse(pem.get(), clock.instant(), random))
                : Optional.empty();
    }

    private StoredKeys prepared(Optional<SealingKey> offered) throws ClusterException {
        return offered.isPresent() ? store.current(offered.get()) : store.current();
    }
}
