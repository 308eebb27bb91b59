#pragma once

#include "core/llm/transport/Transport.h"

#include <memory>

namespace metaspo {

/// Transport over QNetworkAccessManager. Qt 6.4 gives a manager six connections per host, so there are as
/// many managers as the requests in flight need (43 for 256). Its traps
/// are closed here: no redirects, no cookies, no cached credentials, a user agent of our own, the proxy
/// looked up once per host, bodies capped, and request bodies that cannot be rewound, so that Qt cannot
/// silently send a paid request twice.
class QnamTransport : public Transport
{
public:
    explicit QnamTransport(QByteArray userAgent);
    ~QnamTransport() override;

    quint64 start(const HttpRequest& request, Done done) override;
    bool abort(quint64 number) override;

private:
    struct Pool;
    struct Exchange;
    struct Parts;

    Pool& poolFor(const HttpRequest& request);
    void received(Exchange& exchange);
    void finished(quint64 number);
    void end(quint64 number, HttpReply reply);

    std::unique_ptr<Parts> m_parts;
};

} // namespace metaspo
