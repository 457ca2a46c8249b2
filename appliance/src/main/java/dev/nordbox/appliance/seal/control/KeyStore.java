package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.Fingerprint;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.control.StoredKeys.StoredKey;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the key Secrets, and makes the next one when it is due. */
public final class KeyStore {
    private static final Logger LOG = LoggerFactory.getLogger(KeyStore.class);
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;
    private static final int MOST_ELSEWHERE = 32;
    private static final int MOST_TAKEN = 32;

    private final Cluster cluster;
    private final WriteBook book;
    private final KeyPolicy policy;
    private final Clock clock;
    private final SecureRandom random;

    public KeyStore(
            Cluster cluster, KeyPolicy policy, Clock clock, SecureRandom random, WriteBook book) {
        this.cluster = cluster;
        this.book = book;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /** The keys, after the next one was made if it is due. */
    public StoredKeys current() throws ClusterException {
        return current(() -> SealingKey.generate(policy.bits(), clock.instant(), random));
    }

    /**
     * The same with a key that somebody else has made.
     *
     * @param offered that is used if one is due
     */
    StoredKeys current(SealingKey offered) throws ClusterException {
        return current(() -> offered);
    }

    private StoredKeys current(Supplier<SealingKey> next) throws ClusterException {
        StoredKeys keys = read();
        Optional<String> due = policy.due(keys.newest(), clock.instant());
        if (due.isEmpty()) {
            return keys;
        }
        add(next.get(), keys, due.get());
        return read();
    }

    /** The keys, after the next one was made although none is due. */
    StoredKeys renewed(Optional<SealingKey> offered) throws ClusterException {
        SealingKey next =
                offered.orElseGet(
                        () -> SealingKey.generate(policy.bits(), clock.instant(), random));
        add(next, read(), "asked for");
        return read();
    }

    /**
     * Brings a key.
     *
     * @return false when the cluster has it, be it out of use: whoever took it out meant it
     */
    public boolean bring(SealingKey key) throws ClusterException {
        StoredKeys keys = read();
        boolean known =
                keys.usable().stream()
                        .anyMatch(stored -> stored.key().fingerprint().equals(key.fingerprint()));
        if (known || isOutOfUse(key)) {
            return false;
        }
        add(key, keys, "brought");
        return true;
    }

    private boolean isOutOfUse(SealingKey key) throws ClusterException {
        for (LiveObject secret : secrets()) {
            Optional<LiveObject> whole =
                    KeySecret.isActive(secret.content())
                            ? Optional.empty()
                            : cluster.get(secret.key());
            if (whole.isPresent() && holds(whole.get(), key)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(LiveObject secret, SealingKey key) {
        try {
            return KeySecret.read(secret.content()).fingerprint().equals(key.fingerprint());
        } catch (SealingException e) {
            return false; // whatever it was, it is not this one
        }
    }

    /** When {@link #current} has something to do again, if nothing else happens before. */
    Optional<Instant> nextRenewal(StoredKeys keys) {
        return keys.newest().flatMap(policy::renewal);
    }

    private void add(SealingKey key, StoredKeys present, String why) throws ClusterException {
        for (int taken = 0; taken < MOST_TAKEN; taken++) {
            String name = KeySecret.PREFIX + suffix(key, why, present.names(), taken);
            if (cluster.createIfAbsent(KeySecret.of(key, name))) {
                tell(key, name, why);
                return;
            }
            Optional<LiveObject> there = cluster.get(SealKinds.secret(KeySecret.NAMESPACE, name));
            if (there.isEmpty() && cluster.createIfAbsent(KeySecret.of(key, name))) {
                tell(key, name, why); // another name would be another key beside another's
                return;
            }
            if (there.filter(KeyStore::isHere).isPresent()) {
                return; // another controller was at it, too, and its key serves as well
            }
            LOG.atWarn()
                    .addKeyValue("namespace", KeySecret.NAMESPACE)
                    .addKeyValue("name", name)
                    .log("a Secret without the label of a key has a key's name; another is taken");
        }
        throw new ApiRefused(
                HttpURLConnection.HTTP_CONFLICT,
                "AlreadyExists",
                "no name is free for the next sealing key: delete Secrets "
                        + KeySecret.PREFIX
                        + "… of namespace "
                        + KeySecret.NAMESPACE
                        + " that are no keys");
    }

    private void tell(SealingKey key, String name, String why) {
        book.wrote(
                "make sealing key",
                SealKinds.secret(KeySecret.NAMESPACE, name),
                why + ", fingerprint " + key.fingerprint());
        LOG.atInfo()
                .addKeyValue("namespace", KeySecret.NAMESPACE)
                .addKeyValue("name", name)
                .addKeyValue("fingerprint", key.fingerprint())
                .addKeyValue("because", why)
                .log("sealing key made");
    }

    /**
     * From what is there: two who make the next key at once choose the same name, so that one of
     * them makes it. A brought key is named after itself.
     *
     * @param taken so many names before are those of Secrets that are no keys, or none any more
     */
    private static String suffix(SealingKey key, String why, List<String> present, int taken) {
        String seed = why.equals("brought") ? key.fingerprint() : String.join(" ", present);
        seed += taken == 0 ? "" : " " + taken;
        byte[] digest = Fingerprint.sha256().digest(seed.getBytes(StandardCharsets.UTF_8));
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            suffix.append(SUFFIX_LETTERS.charAt((digest[i] & 0xff) % SUFFIX_LETTERS.length()));
        }
        return suffix.toString();
    }

    /** The keys as they are. Of Secrets that are no keys nothing but metadata is asked for. */
    public StoredKeys read() throws ClusterException {
        List<LiveObject> all = metadata("", each -> isHere(each) || isElsewhere(each));
        List<StoredKey> usable = new ArrayList<>();
        List<SealingKey> outOfUse = new ArrayList<>();
        List<KeyState> states = new ArrayList<>();
        for (LiveObject secret : all.stream().filter(KeyStore::isHere).toList()) {
            Optional<LiveObject> whole = cluster.get(secret.key());
            if (whole.isEmpty()) {
                continue; // deleted meanwhile
            }
            String name = secret.key().name();
            boolean active = KeySecret.isActive(secret.content());
            String label = KeySecret.labelled(secret.content());
            try {
                SealingKey key = KeySecret.read(whole.get().content());
                states.add(new KeyState(name, key.fingerprint(), label, ""));
                if (active) {
                    usable.add(new StoredKey(name, created(secret), key));
                } else {
                    outOfUse.add(key);
                }
            } catch (SealingException e) {
                states.add(new KeyState(name, "", label, active ? e.getMessage() : ""));
            }
        }
        states.sort(Comparator.comparing(KeyState::secret));
        return StoredKeys.of(usable, states, outOfUse)
                .beside(
                        elsewhere(
                                all.stream()
                                        .filter(KeyStore::isElsewhere)
                                        .limit(MOST_ELSEWHERE)
                                        .toList()));
    }

    /** Keys as of a controller in another namespace, by the Secret; a few, for a diagnosis. */
    private Map<String, SealingKey> elsewhere(List<LiveObject> secrets) throws ClusterException {
        Map<String, SealingKey> found = new LinkedHashMap<>();
        for (LiveObject secret : secrets) {
            Optional<LiveObject> whole = cluster.get(secret.key());
            try {
                if (whole.isPresent()) {
                    SealingKey key = KeySecret.read(whole.get().content());
                    found.put(secret.key().namespace() + "/" + secret.key().name(), key);
                }
            } catch (SealingException e) {
                LOG.atDebug().addKeyValue("object", secret.key()).log("labelled as a key, is none");
            }
        }
        return found;
    }

    private static boolean isElsewhere(LiveObject secret) {
        return !secret.key().namespace().equals(KeySecret.NAMESPACE)
                && KeySecret.isLabelled(secret.content());
    }

    private static boolean isHere(LiveObject secret) {
        return secret.key().namespace().equals(KeySecret.NAMESPACE)
                && KeySecret.isOne(secret.content());
    }

    private List<LiveObject> secrets() throws ClusterException {
        return metadata(KeySecret.NAMESPACE, KeyStore::isHere);
    }

    /** In the order they were created. */
    private List<LiveObject> metadata(String namespace, Predicate<LiveObject> wanted)
            throws ClusterException {
        return cluster.list(SealKinds.SECRET, namespace, Detail.METADATA, wanted).stream()
                .sorted(Comparator.comparing(KeyStore::created).thenComparing(LiveObject::key))
                .toList();
    }

    private static Instant created(LiveObject object) {
        return Fields.time(object.content(), "metadata", "creationTimestamp").orElse(Instant.EPOCH);
    }
}
