#include "core/llm/FailureText.h"

#include <QUrl>

namespace metaspo {

namespace {

QString whatHappened(ErrorKind kind, const QString& server, const Connection& connection)
{
    switch (kind) {
    case ErrorKind::Unauthorized:
        return connection.keySource.isEmpty()
                   ? QStringLiteral("%1 wants a key, and the connection names none").arg(server)
                   : QStringLiteral("%1 refused the key from %2").arg(server, connection.keySource);
    case ErrorKind::NoSuchModel:
        return QStringLiteral("%1 does not know the model \"%2\"").arg(server, connection.model);
    case ErrorKind::NoSuchEndpoint:
        return QStringLiteral("%1 has no model interface at %2")
            .arg(server, QUrl(connection.baseUrl).toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
    case ErrorKind::PaymentNeeded:
        return QStringLiteral("%1 wants to be paid first").arg(server);
    case ErrorKind::RequestRejected:
        return QStringLiteral("%1 refused the request").arg(server);
    case ErrorKind::RateLimited:
        return QStringLiteral("%1 still says that there were too many requests").arg(server);
    case ErrorKind::ServerFailure:
        return QStringLiteral("%1 failed").arg(server);
    case ErrorKind::ConnectionFailed:
        return QStringLiteral("%1 could not be reached").arg(server);
    case ErrorKind::TlsFailure:
        return QStringLiteral("The certificate of %1 is not trusted").arg(server);
    case ErrorKind::TimedOut:
        return QStringLiteral("%1 did not answer within %2 seconds")
            .arg(server)
            .arg(connection.timeoutSeconds);
    case ErrorKind::RedirectRefused:
        return QStringLiteral("%1 points to another address").arg(server);
    case ErrorKind::ResponseTooLarge:
        return QStringLiteral("%1 sent more than an answer can be").arg(server);
    case ErrorKind::BreakerOpen:
        return QStringLiteral("%1 failed too often in a row; nothing more is sent").arg(server);
    default:
        return QStringLiteral("%1 sent something that is no answer of a model").arg(server);
    }
}

} // namespace

Error failureText(ErrorKind kind, const Connection& connection, int httpStatus, const QString& why,
                  int attempts)
{
    const QUrl url(connection.baseUrl);
    const QString server =
        url.port() > 0 ? QStringLiteral("%1:%2").arg(url.host()).arg(url.port()) : url.host();
    QString what = whatHappened(kind, server, connection);
    QStringList circumstances;
    if (httpStatus > 0 && kind != ErrorKind::TimedOut)
        circumstances << QStringLiteral("HTTP %1").arg(httpStatus);
    if (attempts > 1)
        circumstances << QStringLiteral("%1 attempts").arg(attempts);
    if (!circumstances.isEmpty())
        what += QStringLiteral(" (%1)").arg(circumstances.join(QStringLiteral(", ")));
    return Error{kind, what, why, {}};
}

Error stoppedText()
{
    return Error{ErrorKind::Stopped, QStringLiteral("The call was stopped"), {}, {}};
}

} // namespace metaspo
