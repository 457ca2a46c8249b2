package dev.nordbox.installer.backup;

import dev.nordbox.installer.config.StoreAddress;
import dev.nordbox.installer.problem.ProblemException;
import java.util.Optional;

/**
 * A store, and perhaps a kit in it: {@code s3://kits/boxes/prod-1/nordbox-prod-1-….kit}.
 *
 * @param kit its file's name; empty: the newest
 */
public record KitAddress(StoreAddress store, Optional<String> kit) {

    /**
     * @param flag that named it, for messages
     * @throws ProblemException USAGE when it is no address
     */
    public static KitAddress parse(String text, String flag) throws ProblemException {
        int slash = text.lastIndexOf('/');
        String last = text.substring(slash + 1);
        boolean named = slash > 0 && KitName.parse(last).isPresent();
        return named
                ? new KitAddress(
                        StoreAddress.parse(text.substring(0, slash), flag), Optional.of(last))
                : new KitAddress(StoreAddress.parse(text, flag), Optional.empty());
    }
}
