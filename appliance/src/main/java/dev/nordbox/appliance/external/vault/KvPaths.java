package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the secrets of a KV engine are, by External Secrets' rules: a key may be written with the
 * mount and version 2's {@code data} before it or without.
 *
 * @param mount absent: each key begins with it
 */
record KvPaths(Optional<String> mount, boolean second) {

    String data(String key) throws CannotSync {
        check(key);
        if (mount.isEmpty()) {
            return second && !key.contains("/data/") ? withDataAfterMount(key) : key;
        }
        return mount.get() + (second ? "/data/" : "/") + inside(key);
    }

    private static String withDataAfterMount(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key + "/data" : key.substring(0, slash) + "/data" + key.substring(slash);
    }

    private String inside(String key) {
        String before = mount.orElseThrow() + "/";
        if (!key.startsWith(before)) {
            return key;
        }
        String inside = key.substring(before.length());
        return second && inside.startsWith("data/") ? inside.substring("data/".length()) : inside;
    }

    /** What is said of a secret, and what is below it. In version 1 there is only the latter. */
    String metadata(String key) throws CannotSync {
        check(key);
        if (mount.isPresent()) {
            return mount.get() + (second ? "/metadata/" : "/") + key;
        }
        if (!second) {
            return key;
        }
        if (!key.contains("/data/")) {
            throw CannotSync.data(
                    "provided Path isn't a valid kv v2 path: name the mount in"
                            + " spec.provider.vault.path of the store");
        }
        return key.replaceFirst("/data/", "/metadata/");
    }

    private static void check(String key) throws CannotSync {
        if (Arrays.asList(key.split("/")).contains("..")) {
            throw CannotSync.data("a key must not lead upwards: " + key);
        }
    }
}
