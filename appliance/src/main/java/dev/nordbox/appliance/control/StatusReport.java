package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.ApplicationStatus.Summary;
import dev.nordbox.appliance.argo.status.ComparedTo;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.HealthSummary;
import dev.nordbox.appliance.argo.status.HistoryEntry;
import dev.nordbox.appliance.argo.status.ResourceStatus;
import dev.nordbox.appliance.argo.status.SyncStatus;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.assess.AppHealth;
import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.sync.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** What the status of an Application is to say. */
final class StatusReport {

    private final LiveCache cache;
    private final Discovered discovered;

    StatusReport(LiveCache cache, Discovered discovered) {
        this.cache = cache;
        this.discovered = discovered;
    }

    /**
     * @param complaints of the automated sync
     */
    ApplicationStatus of(AppState state, Level level, List<String> complaints, Instant now) {
        ApplicationStatus before = state.written;
        List<ResourceStatus> resources =
                level.known() ? resources(state, level) : before.resources();
        Health health = health(state, level, before);
        return new ApplicationStatus(
                sync(state, level, before),
                Optional.of(
                        before.health()
                                .map(summary -> summary.then(health, now))
                                .orElseGet(() -> HealthSummary.since(health, now))),
                resources,
                state.sync.map(SyncState::status).or(before::operationState),
                history(state, before),
                before.conditions()
                        .with(
                                EnumSet.allOf(ConditionType.class),
                                conditions(state, level, complaints),
                                now),
                summary(level, before),
                Optional.of(now),
                sourceTypes(state, level, before, false).stream().findFirst().orElse(""),
                sourceTypes(state, level, before, true),
                state.key.namespace(),
                before.others());
    }

    /** A sync to another revision is no comparison: the one of before stands until its end. */
    private static Optional<SyncStatus> sync(
            AppState state, Level level, ApplicationStatus before) {
        if (state.aim().isPresent()) {
            return before.sync();
        }
        Optional<SyncStatus> last = before.sync().filter(sync -> !level.origin().known());
        return Optional.of(
                new SyncStatus(
                        level.sync(),
                        ComparedTo.of(state.spec()),
                        last.map(SyncStatus::revision).orElse(level.origin().revision()),
                        last.map(SyncStatus::revisions).orElse(level.origin().revisions())));
    }

    /** One source has a type, several have types: only one of the two fields is written. */
    private static List<String> sourceTypes(
            AppState state, Level level, ApplicationStatus before, boolean many) {
        List<String> known = many ? before.sourceTypes() : List.of(before.sourceType());
        if (state.aim().isPresent()) {
            return known;
        }
        if (state.application().spec().manySources() != many) {
            return List.of();
        }
        return level.sourceTypes().isEmpty() ? known : level.sourceTypes();
    }

    private List<ResourceStatus> resources(AppState state, Level level) {
        List<ResourceStatus> resources = new ArrayList<>();
        level.mine()
                .forEach((key, target) -> resources.add(wanted(target, level.verdicts().get(key))));
        level.namespace()
                .filter(target -> level.isChanging(target.key()))
                .map(target -> wanted(target, level.verdicts().get(target.key())))
                .ifPresent(resources::add);
        for (Leftover leftover : level.leftovers()) {
            if (leftover.fate() != Leftover.Fate.RELEASED) {
                resources.add(left(leftover));
            }
        }
        return resources;
    }

    private ResourceStatus wanted(Target target, Verdict verdict) {
        Optional<LiveEntry> live = cache.get(target.key());
        return new ResourceStatus(
                target.key(),
                version(target.manifest().apiVersion()),
                Optional.of(
                        verdict.kind() == Verdict.Kind.EQUAL
                                ? SyncStatusCode.SYNCED
                                : SyncStatusCode.OUT_OF_SYNC),
                live.map(LiveEntry::health).or(() -> Optional.of(Health.MISSING)),
                false,
                false,
                false,
                target.options().wave());
    }

    private ResourceStatus left(Leftover leftover) {
        return new ResourceStatus(
                leftover.key(),
                servedVersion(leftover.key().groupKind()),
                Optional.of(
                        leftover.options().ignoreExtraneous()
                                ? SyncStatusCode.SYNCED
                                : SyncStatusCode.OUT_OF_SYNC),
                Optional.of(leftover.entry().health()),
                false,
                true,
                leftover.fate() == Leftover.Fate.WAITS_FOR_A_PERSON,
                leftover.options().wave());
    }

    /** No manifest says it any more; clients make an address of it. */
    private String servedVersion(GroupKind kind) {
        try {
            return discovered
                    .kinds()
                    .find(kind)
                    .map(served -> version(served.preferredApiVersion()))
                    .orElse("");
        } catch (ClusterException e) {
            return "";
        }
    }

    private static String version(String apiVersion) {
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    private Health health(AppState state, Level level, ApplicationStatus before) {
        if (!level.known()) {
            return before.health()
                    .filter(last -> !isUnreadable(state, level))
                    .map(HealthSummary::health)
                    .orElse(new Health(HealthStatus.UNKNOWN, ""));
        }
        List<AppHealth.Child> children = new ArrayList<>();
        level.mine()
                .forEach(
                        (key, target) ->
                                children.add(
                                        new AppHealth.Child(
                                                key,
                                                cache.get(key).map(LiveEntry::health),
                                                target.options().ignoreHealthcheck()
                                                        || key.equals(state.key.resource()))));
        return AppHealth.of(children);
    }

    /** Nobody knows what it is to be: no health of before speaks of that, as with Argo CD. */
    private static boolean isUnreadable(AppState state, Level level) {
        return state.aim().isEmpty()
                && level.conditions().stream()
                        .anyMatch(c -> c.type() == ConditionType.INVALID_SPEC_ERROR);
    }

    private static List<Condition> conditions(
            AppState state, Level level, List<String> complaints) {
        List<Condition> conditions = new ArrayList<>(level.conditions());
        state.application()
                .requests()
                .hold()
                .map(why -> "automated syncs are on hold, " + why)
                .map(why -> Condition.of(ConditionType.HELD_WARNING, why))
                .ifPresent(conditions::add);
        level.desired()
                .ifPresent(
                        desired ->
                                desired.refusals().stream()
                                        .map(
                                                refusal ->
                                                        Condition.of(
                                                                refusal.ofSpec()
                                                                        ? ConditionType
                                                                                .INVALID_SPEC_ERROR
                                                                        : ConditionType
                                                                                .COMPARISON_ERROR,
                                                                refusal.toString()))
                                        .forEach(conditions::add));
        for (String complaint : complaints) {
            conditions.add(Condition.of(ConditionType.SYNC_ERROR, complaint));
        }
        return conditions;
    }

    private static List<HistoryEntry> history(AppState state, ApplicationStatus before) {
        return state.finished
                .map(entry -> History.with(before, entry, limit(state)))
                .orElse(before.history());
    }

    private static long limit(AppState state) {
        return state.application().spec().revisionHistoryLimit();
    }

    private static Summary summary(Level level, ApplicationStatus before) {
        if (!level.known()) {
            return before.summary();
        }
        boolean apps =
                level.mine().keySet().stream()
                        .map(ResourceKey::groupKind)
                        .anyMatch(Application.KIND::equals);
        return new Summary(List.of(), Images.of(level.mine().values()), apps);
    }
}
