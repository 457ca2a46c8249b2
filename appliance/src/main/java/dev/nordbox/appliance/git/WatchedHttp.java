package dev.nordbox.appliance.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/** https connections whose answers count against the budget of their exchange. */
final class WatchedHttp implements HttpConnectionFactory {

    private final FetchBudget budget;

    WatchedHttp(FetchBudget budget) {
        this.budget = budget;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return new Watched(url);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return new Watched(url, proxy);
    }

    private final class Watched extends JDKHttpConnection {

        Watched(URL url) throws IOException {
            super(url);
        }

        Watched(URL url, Proxy proxy) throws IOException {
            super(url, proxy);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return budget.watch(super.getInputStream());
        }
    }
}
