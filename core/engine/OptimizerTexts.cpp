#include "core/engine/OptimizerTexts.h"

#include "core/optimize/OptimizerTemplate.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

static void initTemplates()
{
    Q_INIT_RESOURCE(templates);
}

namespace metaspo {

namespace {

const QRegularExpression& versionLine()
{
    static const QRegularExpression line(QStringLiteral("^version:[ \\t]*(\\d{1,9})[ \\t]*(?=\\r?$)"),
                                         QRegularExpression::MultilineOption);
    return line;
}

tl::unexpected<Error> unusable(const QString& name, const QString& why)
{
    return failure(ErrorKind::BadInput, QStringLiteral("The optimizer template %1 cannot be used").arg(name), why,
                   QStringLiteral("Compare it with the template that comes with the program."));
}

} // namespace

Result<TemplateTexts> ownTemplates()
{
    initTemplates();
    TemplateTexts texts;
    const QDir folder(QStringLiteral(":/templates"));
    for (const QString& name : folder.entryList({QStringLiteral("*.yaml")})) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorKind::Internal, QStringLiteral("The template %1 cannot be read").arg(name));
        texts.insert(name.chopped(5), file.readAll());
    }
    return texts;
}

QStringList changedTemplates(const TemplateTexts& texts)
{
    QStringList changed;
    const TemplateTexts own = ownTemplates().value_or(TemplateTexts());
    for (auto text = texts.begin(); text != texts.end(); ++text)
        if (!isSameTemplate(text.value(), own.value(text.key())))
            changed.append(text.key());
    return changed;
}

Result<void> checkTemplate(const QString& name, const QByteArray& yaml)
{
    const Result<TemplateTexts> texts = ownTemplates();
    if (!texts)
        return tl::unexpected(texts.error());
    const Result<OptimizerTemplate> own = parseTemplate(texts->value(name));
    if (!own)
        return unusable(name, QStringLiteral("There is no template of this name"));
    const Result<OptimizerTemplate> given = parseTemplate(yaml);
    if (!given)
        return unusable(name, given.error().why);
    if (given->name != name || given->role != own->role)
        return unusable(name, QStringLiteral("Its name and role have to stay %1 and %2").arg(name, own->role));
    for (const QString& input : given->inputs)
        if (!own->inputs.contains(input))
            return unusable(name, QStringLiteral("Nothing fills in {{%1}}; its inputs are %2")
                                      .arg(input, own->inputs.join(QStringLiteral(", "))));
    return {};
}

int templateVersion(const QByteArray& yaml)
{
    const QRegularExpressionMatch match = versionLine().match(QString::fromUtf8(yaml));
    return match.hasMatch() ? match.captured(1).toInt() : 1;
}

QByteArray withTemplateVersion(const QByteArray& yaml, int version)
{
    const QString line = QStringLiteral("version: %1").arg(version);
    QString text = QString::fromUtf8(yaml);
    const QRegularExpressionMatch match = versionLine().match(text);
    if (match.hasMatch())
        return text.replace(match.capturedStart(), match.capturedLength(), line).toUtf8();
    return (line + u'\n' + text).toUtf8();
}

bool isSameTemplate(const QByteArray& one, const QByteArray& other)
{
    return one == other || withTemplateVersion(one, 1) == withTemplateVersion(other, 1);
}

QByteArray numbered(const QString& name, const QByteArray& yaml, const QList<TemplateVersion>& known)
{
    int highest = 0;
    for (const TemplateVersion& version : known) {
        if (version.name != name)
            continue;
        if (isSameTemplate(version.yaml, yaml))
            return version.yaml;
        highest = std::max(highest, version.version);
    }
    return withTemplateVersion(yaml, highest + 1);
}

} // namespace metaspo
