#include "core/engine/CallKey.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace metaspo {

namespace {

// Length before content, so that no two different sequences of fields run together.
void addField(QCryptographicHash& hash, const QByteArray& field)
{
    const quint64 length = qToLittleEndian(static_cast<quint64>(field.size()));
    hash.addData(QByteArray::fromRawData(reinterpret_cast<const char*>(&length), sizeof length));
    hash.addData(field);
}

QString repeated(int times)
{
    return times == 0 ? QString() : u'.' + QString::number(times);
}

QString encodedTask(const QString& task)
{
    QString result = task;
    return result.replace(u' ', QLatin1String("%20"));
}

} // namespace

QString callKey(const Step& wave, const EvaluationRequest& request)
{
    return text(wave) + u' ' + text(request.system) + u' ' + text(request.user) + u' ' + encodedTask(request.task)
           + u'#' + QString::number(request.example) + repeated(request.repeat);
}

QString callKey(const OptimizerRequest& request)
{
    return text(request.candidate) + u' ' + name(request.role) + repeated(request.attempt);
}

QByteArray requestDigest(const Connection& connection, const QList<Message>& messages,
                         const CallParameters& parameters, int sample)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addField(hash, connection.id.toUtf8());
    addField(hash, connection.model.toUtf8());
    for (const Message& message : messages) {
        addField(hash, name(message.role).toLatin1());
        addField(hash, message.text.toUtf8());
    }
    addField(hash, QByteArray::number(parameters.temperature, 'g', 17));
    addField(hash, QByteArray::number(parameters.outputTokens));
    addField(hash, parameters.jsonSchema.toUtf8());
    for (auto parameter = connection.parameters.begin(); parameter != connection.parameters.end(); ++parameter)
        addField(hash, (parameter.key() + u'=' + parameter.value()).toUtf8());
    addField(hash, QByteArray::number(sample));
    return hash.result();
}

} // namespace metaspo
