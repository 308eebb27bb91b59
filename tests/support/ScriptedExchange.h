#pragma once

#include "tests/support/ScriptedAnswers.h"

#include <QJsonObject>

namespace metaspo {

/// One HTTP request as it came in.
struct ScriptedRequest
{
    QByteArray verb;
    QByteArray path;
    QByteArray key; ///< from Authorization, x-api-key or api-key
    QByteArray userAgent;
    QByteArray body;

    QByteArray digest; ///< SHA-256 of the body, hex
    QJsonObject json;
    QString model;
    ScriptedQuestion question;
    bool isAnthropic = false;
    bool isCall = false; ///< a completion is asked for
};

/// What goes back, and what becomes of the connection.
struct ScriptedResponse
{
    enum class Ending { KeepOpen, Close, Drip, Endless, Never };
    int status = 200;
    QByteArray headers; ///< further lines, each with its line end
    QByteArray body;
    QByteArray contentType = "application/json";
    qint64 announcedLength = -1; ///< -1: the true one
    qint64 cutAfterBytes = -1;   ///< of the whole response; -1: all is sent
    Ending ending = Ending::KeepOpen;
    QString role;
    QString fault;

    QByteArray bytes() const;
};

/// The complete request at the beginning of the buffer, which is taken off it; nothing: more has to come.
std::optional<ScriptedRequest> takeRequest(QByteArray& buffer);

/// The response to a request, without time and limits: a pure function.
ScriptedResponse respond(const ServerScript& script, const ScriptedAnswers& answers,
                         const ScriptedRequest& request, const std::optional<FaultRule>& fault);
ScriptedResponse errorResponse(int status, const QString& message, const QString& code,
                               const QString& parameter = {});

} // namespace metaspo
