package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.Claims;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All applications there are, taken together. */
final class Census {

    private final LiveCache cache;
    private final Applications applications;
    private final OwnApplications own;
    private final Claims claims;
    private final Sources sources;
    private final Supplier<Optional<Checkout>> checkout;

    /**
     * @param applications all that have been looked at
     * @param checkout of the repository that the controller was told to follow
     */
    Census(
            LiveCache cache,
            Applications applications,
            OwnApplications own,
            Claims claims,
            Sources sources,
            Supplier<Optional<Checkout>> checkout) {
        this.cache = cache;
        this.applications = applications;
        this.own = own;
        this.claims = claims;
        this.sources = sources;
        this.checkout = checkout;
    }

    /**
     * Every application there is has been looked at since the newest revision came, but for those
     * that nobody is to look at.
     */
    boolean isLookedAt() {
        return cache.knows(Application.KIND) && keys().allMatch(this::isLookedAt);
    }

    private Stream<AppKey> keys() {
        return cache.objects(Application.KIND).stream()
                .map(object -> AppKey.of(object.key()))
                .filter(own::isOwn);
    }

    private boolean isLookedAt(AppKey key) {
        Optional<AppState> state = applications.known(key);
        return state.filter(Heirs::isSkipped).isPresent() || hasNewest(state);
    }

    private boolean hasNewest(Optional<AppState> state) {
        return state.flatMap(known -> known.level)
                .filter(level -> !level.known() || level.held() || isNewest(state.get(), level))
                .filter(level -> level.waiting().isEmpty())
                .isPresent();
    }

    private boolean isNewest(AppState state, Level level) {
        return checkout.get()
                .filter(root -> sources.of(state, root).origin(state).equals(level.origin()))
                .isPresent();
    }

    /** What no Application names any more need not be followed, and its mirror can go. */
    void forgetRepositories() {
        if (checkout.get().isPresent() && isComplete()) {
            sources.keepOnly(applications.all().stream(), checkout.get().get().followed());
        }
    }

    /**
     * No Application is still to come. In a cluster that was made anew none is there at first, and
     * the mirror of what they name may be all that there is of it while Git is away.
     */
    private boolean isComplete() {
        return cache.knows(Application.KIND)
                && keys().anyMatch(this::isRoot)
                && keys().allMatch(this::saysWhatItBrings)
                && claims.ofKind(Application.KIND).stream().noneMatch(this::isToCome);
    }

    /** One that is refused, or that a person has to sync, may never come. */
    private boolean isToCome(ResourceKey child) {
        return cache.object(child).isEmpty()
                && applications
                        .firstOf(claims.claimants(child))
                        .filter(parent -> !Heirs.isBringing(parent, child))
                        .isEmpty();
    }

    private boolean isRoot(AppKey key) {
        return cache.object(key.resource()).filter(Roots::isRoot).isPresent();
    }

    private boolean saysWhatItBrings(AppKey key) {
        return applications
                .known(key)
                .filter(
                        state ->
                                Heirs.isSkipped(state)
                                        || state.deleting
                                        || state.level
                                                .filter(level -> level.waiting().isEmpty())
                                                .isPresent())
                .isPresent();
    }

    /** How many objects were set back. */
    long reverts() {
        return applications.all().stream().mapToLong(state -> state.reverts.total()).sum();
    }
}
