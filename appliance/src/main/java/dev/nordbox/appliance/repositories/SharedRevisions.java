package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.control.Repositories.Answered;
import dev.nordbox.appliance.control.Repositories.Sighting;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One repository and its one mirror, followed for several clusters: a revision is forgotten when
 * none of them names it any more. While one cluster has not been heard of, nobody knows what it
 * names, and nothing is forgotten.
 */
final class SharedRevisions {

    private final RootRevisions repository;

    // Guarded by this.
    private final List<Share> shares = new ArrayList<>();

    SharedRevisions(RootRevisions repository) {
        this.repository = repository;
    }

    /** The repository as one more cluster sees it. */
    synchronized RootRevisions share() {
        Share share = new Share();
        shares.add(share);
        return share;
    }

    private final class Share implements RootRevisions {

        // Guarded by the whole.
        private Set<String> wanted = new HashSet<>();
        private boolean heard;

        @Override
        public Sighting want(String targetRevision) {
            synchronized (SharedRevisions.this) {
                wanted.add(targetRevision);
                return repository.want(targetRevision);
            }
        }

        @Override
        public void wantOnly(Set<String> targetRevisions) {
            synchronized (SharedRevisions.this) {
                wanted = new HashSet<>(targetRevisions);
                heard = true;
                if (shares.stream().allMatch(share -> share.heard)) {
                    Set<String> all = new HashSet<>();
                    shares.forEach(share -> all.addAll(share.wanted));
                    repository.wantOnly(all);
                }
            }
        }

        /** It does no harm to the others that they wait for the answer, too. */
        @Override
        public void askAnew() {
            repository.askAnew();
        }

        @Override
        public Answered answered(String targetRevision) {
            return repository.answered(targetRevision);
        }

        @Override
        public List<RepositoryStatus> statuses() {
            synchronized (SharedRevisions.this) {
                return repository.statuses().stream()
                        .filter(status -> wanted.contains(status.targetRevision()))
                        .toList();
            }
        }
    }
}
