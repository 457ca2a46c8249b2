package dev.nordbox.appliance.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/**
 * https connections to one host, whose answers count against the budget of their exchange. A
 * redirect to another place would be a host nobody has named: it is not even called.
 */
final class WatchedHttp implements HttpConnectionFactory {

    /** What is asked for first, below the path of a repository. */
    private static final String QUESTION = "/info/refs";

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final GitUrl repository;
    private final FetchBudget budget;
    private final Optional<TrustManager> trust;

    /**
     * @param trust whom the host has to be vouched for by; empty: what Java trusts
     */
    WatchedHttp(GitUrl repository, FetchBudget budget, Optional<TrustManager> trust) {
        this.repository = repository;
        this.budget = budget;
        this.trust = trust;
    }

    /** We were sent to where we do not go; the message is where to. */
    static final class Elsewhere extends IOException {
        private static final long serialVersionUID = 1L;
        private static final int LONGEST = 200;

        private final boolean sameHost;

        private Elsewhere(URL to, boolean sameHost) {
            super(told(to));
            this.sameHost = sameHost;
        }

        /** It is no repository, then. */
        boolean isSameHost() {
            return sameHost;
        }

        /** As one would write it for a repository: a query or a user name may be a secret. */
        private static String told(URL to) {
            String place =
                    to.getProtocol()
                            + "://"
                            + to.getHost()
                            + (to.getPort() < 0 ? "" : ":" + to.getPort())
                            + to.getPath().replaceFirst(QUESTION + "$", "");
            return place.substring(0, Math.min(place.length(), LONGEST));
        }
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return trusting(new Watched(onHost(url)));
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return trusting(new Watched(onHost(url), proxy));
    }

    private HttpConnection trusting(HttpConnection connection) throws IOException {
        try {
            if (trust.isPresent()) {
                connection.configure(null, new TrustManager[] {trust.get()}, null);
            }
            return connection;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private URL onHost(URL url) throws Elsewhere {
        if (!repository.isServedBy(url.getProtocol(), url.getHost(), url.getPort())) {
            throw new Elsewhere(url, false);
        }
        return url;
    }

    private final class Watched extends JDKHttpConnection {

        Watched(URL url) throws IOException {
            super(url);
        }

        Watched(URL url, Proxy proxy) throws IOException {
            super(url, proxy);
        }

        /** JGit's own refusal names no place that could be written instead. */
        @Override
        public int getResponseCode() throws IOException {
            int status = super.getResponseCode();
            String location = getHeaderField("Location");
            if (REDIRECTS.contains(status) && location != null) {
                URL to = onHost(new URL(getURL(), location));
                if (!to.getPath().endsWith(QUESTION)) {
                    throw new Elsewhere(to, true);
                }
            }
            return status;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return budget.watch(super.getInputStream());
        }
    }
}
