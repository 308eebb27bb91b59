#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>
#include <functional>
#include <utility>

namespace metaspo {

/// Header lines as they came; names are compared without case.
struct HttpHeaders
{
    QList<std::pair<QByteArray, QByteArray>> lines;

    /// The first line of that name; a null array: none.
    QByteArray value(const char* name) const;
    bool operator==(const HttpHeaders&) const = default;
};

enum class HttpVerb { Get, Post };

/// How an address is trusted. Requests that differ in it never share a connection.
struct TlsTrust
{
    QString caFile;
    bool insecure = false;
    bool operator==(const TlsTrust&) const = default;
};

struct HttpRequest
{
    HttpVerb verb = HttpVerb::Post;
    QUrl url;
    HttpHeaders headers;
    QByteArray body;
    TlsTrust trust;
    qint64 largestBodyBytes = 0;
};

/// How an exchange ended. Answered: a whole response, whatever its status.
enum class HttpEnd {
    Answered,
    NotConnected,       ///< nothing left this machine
    Interrupted,        ///< the connection broke after the request was, perhaps, received
    CertificateRefused, ///< the server's certificate is not to be trusted
    TooLarge,           ///< the body passed the cap and was cut off
    Unusable            ///< a file or address of the connection cannot be used
};

struct HttpReply
{
    HttpEnd end = HttpEnd::Answered;
    int status = 0;
    HttpHeaders headers;
    QByteArray body;
    QString message;   ///< in the system's words where it did not end as Answered
    int timesSent = 0; ///< copies of the request that left; more than 1: somebody below sent it again
};

/// Moves requests and responses over HTTP; knows nothing of models. Lives on the network thread, which calls
/// it and gets the replies there. A request starts at once (queues, deadlines and retries are the caller's),
/// never follows a redirect, and ends exactly once unless aborted.
class Transport
{
public:
    using Done = std::function<void(HttpReply)>;
    virtual ~Transport() = default;
    /// A number to abort it with, above 0. `done` is never called before this returns.
    virtual quint64 start(const HttpRequest& request, Done done) = 0;
    /// Cuts it off; its `done` is not called any more. Returns whether the request had left.
    virtual bool abort(quint64 number) = 0;
};

} // namespace metaspo
