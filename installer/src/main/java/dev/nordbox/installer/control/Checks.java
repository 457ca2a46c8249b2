package dev.nordbox.installer.control;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every check and probe there is, by the id that controls name. */
public final class Checks {
    private static final Map<String, Check> ALL = new TreeMap<>();

    static {
        ALL.putAll(GuardChecks.all());
        ALL.putAll(AdmissionChecks.all());
        ALL.putAll(ClusterChecks.all());
        ALL.putAll(LivingChecks.all());
        ALL.putAll(PodSecurityChecks.all());
        ALL.putAll(PolicyChecks.all());
        ALL.putAll(TlsChecks.all());
        ALL.putAll(ComponentChecks.all());
        ALL.putAll(KubeletChecks.all());
        ALL.putAll(EndpointChecks.all());
        ALL.putAll(HostChecks.all());
        ALL.putAll(SshdChecks.all());
        ALL.putAll(KeyChecks.all());
        ALL.putAll(UpkeepChecks.all());
        ALL.putAll(EvidenceChecks.all());
        ALL.putAll(LocationChecks.all());
        ALL.putAll(CountryChecks.all());
        ALL.putAll(AnchorChecks.all());
        ALL.putAll(LogChecks.all());
        ALL.putAll(SupplyChecks.all());
        ALL.putAll(AccessChecks.all());
        ALL.putAll(BackupChecks.all());
    }

    private Checks() {}

    public static Set<String> ids() {
        return Set.copyOf(ALL.keySet());
    }

    /** An id that nobody knows is not passed over: it is a finding of its own. */
    static Finding examine(String id, Seen seen) {
        Check check = ALL.get(id);
        return check == null
                ? new Finding(id, Result.NOT_IMPLEMENTED, "no such check", "")
                : check.examine(seen);
    }
}
