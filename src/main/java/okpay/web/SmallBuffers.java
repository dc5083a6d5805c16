package okpay.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Ten thousand pages stay open and say nothing most of the time. Tomcat gives each connection its
/// buffers and keeps them for as long as it is open: those that can be are no larger than what is
/// read and sent at once.
@Component
class SmallBuffers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int KILOBYTE = 1_024;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appReadBufSize", Integer.toString(KILOBYTE));
            connector.setProperty("socket.appWriteBufSize", Integer.toString(4 * KILOBYTE));
            connector.setProperty("maxHttpResponseHeaderSize", Integer.toString(4 * KILOBYTE));
        });
    }
}
