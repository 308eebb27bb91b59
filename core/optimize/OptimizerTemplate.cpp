#include "core/optimize/OptimizerTemplate.h"

#include <QRegularExpression>
#include <yaml-cpp/yaml.h>

namespace metaspo {

namespace {

constexpr QLatin1String failureRole{"failure"};

const QRegularExpression& inputPattern()
{
    static const QRegularExpression pattern(QStringLiteral("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}"));
    return pattern;
}

tl::unexpected<Error> notATemplate(const QString& why)
{
    return failure(ErrorKind::BadInput, QStringLiteral("The optimizer template cannot be used"), why,
                   QStringLiteral("Compare it with the template that comes with the program."));
}

QString scalar(const YAML::Node& root, const char* key)
{
    const YAML::Node node = root[key];
    return node && node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString();
}

std::optional<QString> whatIsMissing(const OptimizerTemplate& parsed)
{
    if (parsed.name.isEmpty())
        return QStringLiteral("It has no name");
    if (parsed.role.isEmpty())
        return QStringLiteral("It has no role");
    if (parsed.role == failureRole)
        return parsed.text.trimmed().isEmpty() ? std::optional(QStringLiteral("It has no text")) : std::nullopt;
    if (parsed.user.trimmed().isEmpty())
        return QStringLiteral("It has no user message");
    if (parsed.answerTag.trimmed().isEmpty())
        return QStringLiteral("It has no answer_tag");
    return std::nullopt;
}

std::optional<QString> undeclaredInput(const OptimizerTemplate& parsed)
{
    for (const QString& text : {parsed.system, parsed.user, parsed.text, parsed.answerTag}) {
        auto matches = inputPattern().globalMatch(text);
        while (matches.hasNext()) {
            const QString input = matches.next().captured(1);
            if (!parsed.inputs.contains(input))
                return input;
        }
    }
    return std::nullopt;
}

} // namespace

Result<OptimizerTemplate> parseTemplate(const QByteArray& yaml)
{
    OptimizerTemplate parsed;
    parsed.yaml = yaml;
    try { // yaml-cpp tells errors by exceptions; none leaves this function
        const YAML::Node root = YAML::Load(yaml.toStdString());
        if (!root.IsMap())
            return notATemplate(QStringLiteral("It is no YAML map"));
        parsed.name = scalar(root, "name");
        parsed.role = scalar(root, "role");
        parsed.version = root["version"] ? root["version"].as<int>() : 1;
        parsed.answerTag = scalar(root, "answer_tag");
        parsed.system = scalar(root, "system");
        parsed.user = scalar(root, "user");
        parsed.text = scalar(root, "text");
        if (root["inputs"])
            for (const YAML::Node& input : root["inputs"])
                parsed.inputs.append(QString::fromStdString(input.as<std::string>()));
    } catch (const YAML::Exception& exception) {
        return notATemplate(QStringLiteral("Its YAML cannot be read: %1").arg(QString::fromUtf8(exception.what())));
    }
    if (const auto missing = whatIsMissing(parsed))
        return notATemplate(*missing);
    if (const auto input = undeclaredInput(parsed))
        return notATemplate(QStringLiteral("It uses {{%1}}, which is not among its inputs").arg(*input));
    return parsed;
}

QString filled(const QString& text, const QMap<QString, QString>& values)
{
    QString result;
    qsizetype end = 0;
    auto matches = inputPattern().globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const auto value = values.find(match.captured(1));
        result += QStringView(text).mid(end, match.capturedStart() - end);
        result += value == values.end() ? match.captured() : *value;
        end = match.capturedEnd();
    }
    result += QStringView(text).mid(end);
    return result;
}

} // namespace metaspo
