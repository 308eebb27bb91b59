#include "app/cli/RunFile.h"

#include "app/cli/Command.h"
#include "app/cli/RunOptionTable.h"

#include <QFile>
#include <QRegularExpression>
#include <yaml-cpp/yaml.h>

namespace metaspo {

namespace {

[[noreturn]] void broken(const QString& path, int line, const QString& why)
{
    fail(
        ErrorKind::BadInput, QStringLiteral("%1, line %2, cannot be read").arg(path).arg(line + 1), why,
        QStringLiteral("Write lines \"name: value\" with the names of the options; 'metaspo plan --save' writes such a "
                       "file."));
}

bool isRunOption(const QString& name)
{
    for (const RunOption& option : runOptionTable())
        if (name == QLatin1String(option.name))
            return true;
    return false;
}

QString valueText(const YAML::Node& node, const QString& path)
{
    if (node.IsScalar())
        return QString::fromStdString(node.Scalar());
    if (!node.IsSequence())
        broken(path, node.Mark().line, QStringLiteral("A value is a text, a number or a list of texts"));
    QStringList parts;
    for (const YAML::Node& part : node)
        parts.append(valueText(part, path));
    return parts.join(u',');
}

} // namespace

QMap<QString, QString> readRunFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        fail(ErrorKind::NotFound, QStringLiteral("%1 cannot be read").arg(path), file.errorString());
    QMap<QString, QString> values;
    try {
        const YAML::Node root = YAML::Load(file.readAll().toStdString());
        if (root.IsNull())
            return values;
        if (!root.IsMap())
            broken(path, root.Mark().line, QStringLiteral("It is not a list of options"));
        for (const auto& line : root) {
            const QString name = QString::fromStdString(line.first.Scalar());
            if (!isRunOption(name))
                broken(path, line.first.Mark().line, QStringLiteral("There is no run option \"%1\"").arg(name));
            if (!line.second.IsNull())
                values.insert(name, valueText(line.second, path));
        }
    } catch (const YAML::Exception& error) {
        broken(path, error.mark.line, QString::fromStdString(error.msg));
    }
    return values;
}

QByteArray writeRunFile(const QList<QPair<QString, QString>>& values)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9_.\\-]*$"));
    YAML::Emitter out;
    out << YAML::BeginMap;
    for (const auto& [name, value] : values) {
        out << YAML::Key << name.toStdString() << YAML::Value;
        if (!plain.match(value).hasMatch())
            out << YAML::DoubleQuoted;
        out << value.toStdString();
    }
    out << YAML::EndMap;
    return QByteArray(out.c_str()) + '\n';
}

} // namespace metaspo
