#include "app/cli/OptionValues.h"

#include <QFile>
#include <QRegularExpression>

namespace metaspo {

namespace {

constexpr qint64 nanoPerDollar = 1'000'000'000;
constexpr qint64 longestTextFile = 4 * 1024 * 1024;

} // namespace

CLI::Option* addText(CLI::App& app, const std::string& names, QString& value, const std::string& description)
{
    return app
        .add_option_function<std::string>(
            names, [&value](const std::string& text) { value = QString::fromStdString(text); }, description)
        ->type_name("TEXT");
}

CLI::Option* addJoinedList(CLI::App& app, const std::string& names, QString& value, const std::string& description)
{
    return app
        .add_option_function<std::vector<std::string>>(
            names,
            [&value](const std::vector<std::string>& texts) {
                QStringList parts;
                for (const std::string& text : texts)
                    parts.append(QString::fromStdString(text));
                value = parts.join(u',');
            },
            description)
        ->allow_extra_args(false);
}

CLI::Option* addList(CLI::App& app, const std::string& names, QStringList& values, const std::string& description)
{
    return app
        .add_option_function<std::vector<std::string>>(
            names,
            [&values](const std::vector<std::string>& texts) {
                for (const std::string& text : texts)
                    for (const QString& part : QString::fromStdString(text).split(u',', Qt::SkipEmptyParts))
                        values.append(part.trimmed());
            },
            description)
        ->type_name("A,B,...")
        ->allow_extra_args(false);
}

CLI::Option* addFile(CLI::App& app, QString& file)
{
    return addText(app, "FILE", file, "the project, a *.metaspo file")->required()->type_name("");
}

QString textOrFile(const QString& value)
{
    if (!value.startsWith(u'@'))
        return value;
    QFile file(value.mid(1));
    if (!file.open(QIODevice::ReadOnly))
        fail(ErrorKind::NotFound, QStringLiteral("%1 cannot be read").arg(file.fileName()), file.errorString(),
             QStringLiteral("After '@' stands the path of a text file."));
    if (file.size() > longestTextFile)
        fail(ErrorKind::BadInput, QStringLiteral("%1 is too large for a prompt").arg(file.fileName()));
    QString text = QString::fromUtf8(file.readAll());
    if (text.endsWith(u'\n'))
        text.chop(text.endsWith(QLatin1String("\r\n")) ? 2 : 1);
    return text;
}

qint64 nanoDollars(const QString& text, const QString& option)
{
    static const QRegularExpression amount(QStringLiteral("^(\\d{1,7})(?:\\.(\\d{1,9}))?$"));
    const QRegularExpressionMatch match = amount.match(text);
    if (!match.hasMatch())
        fail(ErrorKind::WrongUsage, QStringLiteral("--%1 does not take '%2'").arg(option, text), {},
             QStringLiteral("Write US dollars with a point, for example 5.00."));
    return match.captured(1).toLongLong() * nanoPerDollar
           + match.captured(2).leftJustified(9, u'0').toLongLong();
}

QString dollars(qint64 nanoDollars)
{
    const qint64 tenThousandths = (nanoDollars + 50'000) / 100'000;
    return QStringLiteral("%1.%2").arg(tenThousandths / 10'000).arg(tenThousandths % 10'000, 4, 10, QLatin1Char('0'));
}

qint64 wholeNumber(const QString& text, const QString& option, qint64 least)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    if (!isNumber || value < least)
        fail(ErrorKind::WrongUsage, QStringLiteral("--%1 does not take '%2'").arg(option, text), {},
             QStringLiteral("Write a whole number, %1 or more.").arg(least));
    return value;
}

} // namespace metaspo
