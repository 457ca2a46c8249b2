package dev.nordbox.appliance.argo;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The options that count for one object: those of the Application, overridden or joined by those of
 * the object. Which object is asked, the wanted one or the live one, is Argo CD's rule.
 *
 * @param prune asked of the live object, then of the Application
 * @param delete asked of the live object, then of the Application; {@code helm.sh/resource-policy:
 *     keep} is {@link Removal#NEVER}
 * @param pruneLast the live object's or the Application's
 * @param validate both must want it
 * @param skipDryRunOnMissingResource the wanted object's or the Application's
 * @param replace the wanted object's, the live object's or the Application's; {@code Replace=false}
 *     on the wanted object ends it, which Argo CD documents and does not do
 * @param force the wanted or the live object's; that of an operation is the caller's to add
 * @param serverSideApply the wanted object's or the Application's; {@code ServerSideApply=false} on
 *     the wanted object ends it
 */
public record EffectiveOptions(
        Removal prune,
        Removal delete,
        boolean pruneLast,
        boolean validate,
        boolean skipDryRunOnMissingResource,
        boolean replace,
        boolean force,
        boolean serverSideApply) {

    static EffectiveOptions of(
            SyncOptions app, Optional<ResourceOptions> target, Optional<ResourceOptions> live) {
        return new EffectiveOptions(
                live.flatMap(ResourceOptions::prune).or(app::prune).orElse(Removal.ALLOWED),
                delete(app, live),
                app.pruneLast() || says(live, ResourceOptions::pruneLast),
                app.validate() && !says(target, options -> !options.validate()),
                app.skipDryRunOnMissingResource()
                        || says(target, ResourceOptions::skipDryRunOnMissingResource),
                !refuses(target, ResourceOptions::replace)
                        && (app.replace() || wants(target, live)),
                says(target, ResourceOptions::force) || says(live, ResourceOptions::force),
                !refuses(target, ResourceOptions::serverSideApply)
                        && (app.serverSideApply()
                                || says(target, o -> o.serverSideApply().orElse(false))));
    }

    private static Removal delete(SyncOptions app, Optional<ResourceOptions> live) {
        if (says(live, ResourceOptions::keep)) {
            return Removal.NEVER;
        }
        return live.flatMap(ResourceOptions::delete).or(app::delete).orElse(Removal.ALLOWED);
    }

    private static boolean wants(Optional<ResourceOptions> target, Optional<ResourceOptions> live) {
        return says(target, options -> options.replace().orElse(false))
                || says(live, options -> options.replace().orElse(false));
    }

    private static boolean says(
            Optional<ResourceOptions> options, Predicate<ResourceOptions> what) {
        return options.filter(what).isPresent();
    }

    private static boolean refuses(
            Optional<ResourceOptions> target, Function<ResourceOptions, Optional<Boolean>> option) {
        return target.flatMap(option).equals(Optional.of(false));
    }
}
