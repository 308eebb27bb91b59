#include "core/engine/Workspace.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Language.h"
#include "ui/kit/Theme.h"
#include "ui/window/MainWindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <cstdio>

using namespace metaspo;

namespace {

// Before Qt 6.5.4 a panel that was torn off cannot be put back under Wayland (QTBUG-87332).
void preferXcb()
{
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 4)
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        && !qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "xcb;wayland");
#endif
}

QStringList themeNames()
{
    return {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
}

ThemeChoice themeFrom(const QString& text)
{
    switch (themeNames().indexOf(text)) {
    case 0: return ThemeChoice::System;
    case 1: return ThemeChoice::Light;
    case 2: return ThemeChoice::Dark;
    default: return Theme::rememberedChoice();
    }
}

// Qt ends the program where it finds no display; a sentence is kinder. Who names a platform knows.
bool hasDisplay(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i)
        if (const QByteArrayView argument(argv[i]); argument == "-platform" || argument == "--platform")
            return true;
    for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(variable))
            return true;
    return false;
}

void declare(QCommandLineParser& parser, const QCommandLineOption& sample, const QCommandLineOption& theme)
{
    parser.setApplicationDescription(QStringLiteral("System prompt optimization with meta-learning, in a window."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QStringLiteral("project to open (.metaspo); further ones get windows of their own"),
                                 QStringLiteral("[FILE...]"));
    parser.addOptions({sample, theme});
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("metaspo-workbench"));
    QCoreApplication::setApplicationVersion(QStringLiteral(METASPO_VERSION));
    QCommandLineParser parser;
    const QCommandLineOption sample(QStringLiteral("sample"), QStringLiteral("open the sample project"));
    const QCommandLineOption themeOption(QStringLiteral("theme"), QStringLiteral("light, dark or system"),
                                         QStringLiteral("theme"));
    declare(parser, sample, themeOption);
    if (!hasDisplay(argc, argv)) {
        const QCoreApplication withoutDisplay(argc, argv);
        parser.process(withoutDisplay); // --help and --version need no window
        std::fputs("There is no display (DISPLAY and WAYLAND_DISPLAY are not set). The command metaspo works without "
                   "one.\n", stderr);
        return 3;
    }
    preferXcb();
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("MetaSPO Workbench"));
    QApplication::setDesktopFileName(QStringLiteral("metaspo-workbench"));

    parser.process(application);
    const QString wanted = parser.value(themeOption);
    if (!wanted.isEmpty() && !themeNames().contains(wanted)) {
        std::fprintf(stderr, "--theme takes light, dark or system, not \"%s\".\n", qPrintable(wanted));
        return 2;
    }

    installLanguage(application);
    QApplication::setWindowIcon(programIcon());
    Theme theme;
    theme.show(themeFrom(wanted));
    Workspace workspace;
    MainWindow window(workspace, theme);
    window.show();
    if (parser.isSet(sample))
        window.openSample();
    else if (!parser.positionalArguments().isEmpty())
        window.takeFiles(parser.positionalArguments());
    return QApplication::exec();
}
