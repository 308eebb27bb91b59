#include "ui/kit/Theme.h"

#include "ui/kit/Settings.h"
#include "ui/kit/WorkbenchStyle.h"

#include <QApplication>
#include <QStyleFactory>
#include <QToolTip>
#include <array>

namespace metaspo {

namespace {

constexpr auto settingName = "theme";

struct Shades
{
    QRgb window, base, alternate, text, quiet, button, mid, dark, highlight, link;
};

constexpr Shades lightShades{0xfff4f5f7, 0xffffffff, 0xfff8f9fa, 0xff1c2126, 0xff606a74,
                             0xffffffff, 0xffc9cfd6, 0xff9aa3ad, 0xff0072b2, 0xff0067a3};
constexpr Shades darkShades{0xff22252a, 0xff1a1d21, 0xff1f2227, 0xffe7e9ec, 0xff9aa4af,
                            0xff2e3238, 0xff434950, 0xff5b636c, 0xff1f6fa8, 0xff56b4e9};

QPalette paletteOf(const Shades& shades)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, QRgb colour) { palette.setColor(role, QColor(colour)); };
    set(QPalette::Window, shades.window);
    set(QPalette::WindowText, shades.text);
    set(QPalette::Base, shades.base);
    set(QPalette::AlternateBase, shades.alternate);
    set(QPalette::Text, shades.text);
    set(QPalette::PlaceholderText, shades.quiet);
    set(QPalette::Button, shades.button);
    set(QPalette::ButtonText, shades.text);
    set(QPalette::BrightText, 0xffffffff);
    set(QPalette::Mid, shades.mid);
    set(QPalette::Midlight, shades.mid);
    set(QPalette::Dark, shades.dark);
    set(QPalette::Light, shades.base);
    set(QPalette::Shadow, 0xff000000);
    set(QPalette::Highlight, shades.highlight);
    set(QPalette::HighlightedText, 0xffffffff);
    set(QPalette::Link, shades.link);
    set(QPalette::LinkVisited, shades.link);
    set(QPalette::ToolTipBase, shades.base);
    set(QPalette::ToolTipText, shades.text);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faint(shades.text);
        faint.setAlphaF(0.42F);
        palette.setColor(QPalette::Disabled, role, faint);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(shades.mid));
    return palette;
}

QColor mixed(const QColor& over, const QColor& under, float share)
{
    const auto channel = [share](float a, float b) { return a * share + b * (1 - share); };
    return QColor::fromRgbF(channel(over.redF(), under.redF()), channel(over.greenF(), under.greenF()),
                            channel(over.blueF(), under.blueF()));
}

} // namespace

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_isSystemDark(metaspo::isDark(QGuiApplication::palette()))
{
    QApplication::setStyle(new WorkbenchStyle);
}

ThemeChoice Theme::rememberedChoice()
{
    const QString remembered = windowSettings()->value(QLatin1String(settingName)).toString();
    if (remembered == QLatin1String("light"))
        return ThemeChoice::Light;
    return remembered == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

void Theme::choose(ThemeChoice choice)
{
    windowSettings()->setValue(QLatin1String(settingName), choice == ThemeChoice::Light  ? QStringLiteral("light")
                                                           : choice == ThemeChoice::Dark ? QStringLiteral("dark")
                                                                                         : QStringLiteral("system"));
    show(choice);
}

void Theme::show(ThemeChoice choice)
{
    m_choice = choice;
    const bool isDark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && m_isSystemDark);
    const QPalette palette = paletteOf(isDark ? darkShades : lightShades);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    Q_EMIT changed();
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QPalette lightPalette()
{
    return paletteOf(lightShades);
}

QColor toneColour(Tone tone, const QPalette& palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Accent: return dark ? QColor(0xff56b4e9) : QColor(0xff0067a3);
    case Tone::Good: return dark ? QColor(0xff2fbf94) : QColor(0xff007a59);
    case Tone::Bad: return dark ? QColor(0xffff8a4c) : QColor(0xffb84f00);
    case Tone::Caution: return dark ? QColor(0xffe6b450) : QColor(0xff8a6100);
    case Tone::Quiet: break;
    }
    return palette.color(QPalette::PlaceholderText);
}

QColor toneBackground(Tone tone, const QPalette& palette)
{
    return mixed(toneColour(tone, palette), palette.color(QPalette::Base), isDark(palette) ? 0.16F : 0.10F);
}

QColor domainColour(int index, const QPalette& palette)
{
    static constexpr std::array<QRgb, domainColourCount> light{0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7,
                                                               0xff595959};
    static constexpr std::array<QRgb, domainColourCount> dark{0xff56b4e9, 0xffd55e00, 0xff009e73, 0xffcc79a7,
                                                              0xfff0e442};
    const auto place = static_cast<std::size_t>(index % domainColourCount);
    return QColor(isDark(palette) ? dark.at(place) : light.at(place));
}

QColor lineColour(const QPalette& palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Window), isDark(palette) ? 0.16F : 0.13F);
}

} // namespace metaspo
