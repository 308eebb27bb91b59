#include "ui/kit/WorkbenchStyle.h"

#include "ui/kit/Theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

namespace metaspo {

namespace {

constexpr double radius = 5;
constexpr int scrollAreaFrame = 3; ///< so that contents keep clear of the rounded corners
constexpr int textInset = 5;

QColor over(const QColor& base, const QColor& tint, float share)
{
    return QColor::fromRgbF(tint.redF() * share + base.redF() * (1 - share),
                            tint.greenF() * share + base.greenF() * (1 - share),
                            tint.blueF() * share + base.blueF() * (1 - share));
}

void drawPanel(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& edge)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(edge.isValid() ? QPen(edge, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

QColor edgeColour(const QStyleOption* option)
{
    const bool hasFocus = option->state.testFlag(QStyle::State_HasFocus) && option->state.testFlag(QStyle::State_Enabled);
    return hasFocus ? toneColour(Tone::Accent, option->palette) : option->palette.color(QPalette::Mid);
}

void drawButtonPanel(const QStyleOption* option, QPainter* painter)
{
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    const QPalette& palette = option->palette;
    const bool isEnabled = option->state.testFlag(QStyle::State_Enabled);
    const bool isMain = button && button->features.testFlag(QStyleOptionButton::DefaultButton) && isEnabled;
    QColor fill = isMain ? palette.color(QPalette::Highlight) : palette.color(QPalette::Button);
    if (!isEnabled)
        fill = over(palette.color(QPalette::Window), palette.color(QPalette::Button), 0.5F);
    const QColor tint = isMain ? QColor(Qt::black) : palette.color(QPalette::Text);
    if (option->state.testFlag(QStyle::State_Sunken) || option->state.testFlag(QStyle::State_On))
        fill = over(fill, tint, 0.14F);
    else if (isEnabled && option->state.testFlag(QStyle::State_MouseOver))
        fill = over(fill, tint, 0.06F);
    drawPanel(painter, option->rect, fill, isMain ? over(fill, Qt::black, 0.15F) : palette.color(QPalette::Mid));
}

void drawToolPanel(const QStyleOption* option, QPainter* painter)
{
    const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    const bool isUnfolding = button && button->arrowType != Qt::NoArrow; // its arrow tells that it is on
    const bool isOn = !isUnfolding
                      && (option->state.testFlag(QStyle::State_On) || option->state.testFlag(QStyle::State_Sunken));
    const bool isHovered = option->state.testFlag(QStyle::State_MouseOver) && option->state.testFlag(QStyle::State_Enabled);
    const QColor window = option->palette.color(QPalette::Window);
    if (isOn || isHovered)
        drawPanel(painter, option->rect, over(window, option->palette.color(QPalette::Text), isOn ? 0.14F : 0.07F), {});
}

void drawChevron(QPainter* painter, const QRect& rect, const QColor& colour, bool isDown)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle = QRectF(rect).center();
    const double height = isDown ? 2 : -2;
    painter->drawPolyline(QPolygonF{QPointF(middle.x() - 4, middle.y() - height),
                                    QPointF(middle.x(), middle.y() + height),
                                    QPointF(middle.x() + 4, middle.y() - height)});
    painter->restore();
}

void drawHeaderSection(const QStyleOptionHeader* header, QPainter* painter)
{
    const QColor fill = over(header->palette.color(QPalette::Base), header->palette.color(QPalette::Window), 0.6F);
    painter->fillRect(header->rect, header->state.testFlag(QStyle::State_Sunken)
                                        ? over(fill, header->palette.color(QPalette::Text), 0.08F)
                                        : fill);
    painter->setPen(lineColour(header->palette));
    painter->drawLine(header->rect.bottomLeft(), header->rect.bottomRight());
    if (header->orientation == Qt::Horizontal && header->position != QStyleOptionHeader::End
        && header->position != QStyleOptionHeader::OnlyOneSection)
        painter->drawLine(header->rect.topRight() + QPoint(0, 6), header->rect.bottomRight() - QPoint(0, 6));
}

void drawTabShape(const QStyleOptionTab* tab, QPainter* painter)
{
    const bool isSelected = tab->state.testFlag(QStyle::State_Selected);
    if (!isSelected && tab->state.testFlag(QStyle::State_MouseOver))
        drawPanel(painter, tab->rect.adjusted(2, 3, -2, -4),
                  over(tab->palette.color(QPalette::Window), tab->palette.color(QPalette::Text), 0.06F), {});
    if (isSelected)
        painter->fillRect(QRect(tab->rect.left() + 6, tab->rect.bottom() - 2, tab->rect.width() - 12, 3),
                          toneColour(Tone::Accent, tab->palette));
}

void drawProgress(const QStyleOptionProgressBar* bar, QPainter* painter, QStyle::ControlElement element)
{
    const QRect groove = bar->rect;
    if (element == QStyle::CE_ProgressBarGroove) {
        drawPanel(painter, groove, over(bar->palette.color(QPalette::Window), bar->palette.color(QPalette::Text), 0.1F), {});
        return;
    }
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    if (range <= 0) {
        drawPanel(painter, groove, toneBackground(Tone::Accent, bar->palette), toneColour(Tone::Accent, bar->palette));
        return;
    }
    const double share = static_cast<double>(qint64(bar->progress) - bar->minimum) / static_cast<double>(range);
    QRect done = groove;
    done.setWidth(qRound(groove.width() * std::clamp(share, 0.0, 1.0)));
    if (done.width() > 2)
        drawPanel(painter, QStyle::visualRect(bar->direction, groove, done), bar->palette.color(QPalette::Highlight), {});
}

// Selected rows keep their text colour on a tinted ground, so that colours in cells stay readable.
QStyleOptionViewItem withQuietSelection(const QStyleOptionViewItem& option)
{
    QStyleOptionViewItem quiet = option;
    const QColor text = option.palette.color(QPalette::Active, QPalette::Text);
    const QColor ground = over(option.palette.color(QPalette::Base), toneColour(Tone::Accent, option.palette), 0.2F);
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
        quiet.palette.setColor(group, QPalette::Highlight, ground);
        quiet.palette.setColor(group, QPalette::HighlightedText, text);
    }
    return quiet;
}

// A scroll area without a background of its own lets the window through; so must its scroll bar.
bool isOnBase(const QWidget* bar)
{
    const QWidget* holder = bar ? bar->parentWidget() : nullptr;
    const auto* area = qobject_cast<const QAbstractScrollArea*>(holder ? holder->parentWidget() : nullptr);
    return !area || area->viewport()->autoFillBackground();
}

} // namespace

WorkbenchStyle::WorkbenchStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
    setObjectName(QStringLiteral("workbench"));
}

int WorkbenchStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
        return qobject_cast<const QAbstractScrollArea*>(widget) ? scrollAreaFrame
                                                                : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_HeaderMargin: return 7;
    case PM_FocusFrameHMargin: return 6;
    case PM_SplitterWidth: return 7;
    case PM_TabBarTabHSpace: return 28;
    case PM_TabBarTabVSpace: return 14;
    case PM_LayoutHorizontalSpacing: return 8;
    case PM_LayoutVerticalSpacing: return 8;
    case PM_ScrollBarExtent: return 13;
    case PM_ScrollView_ScrollBarSpacing: return 0;
    case PM_TreeViewIndentation: return 16;
    case PM_SmallIconSize: return 18;
    case PM_ButtonIconSize: return 18;
    case PM_TabBarBaseOverlap: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int WorkbenchStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                              QStyleHintReturn* returned) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText: return 0;
    case SH_ScrollView_FrameOnlyAroundContents: return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    case SH_ComboBox_Popup: return 0;
    case SH_FormLayoutFieldGrowthPolicy: return QFormLayout::AllNonFixedFieldsGrow;
    case SH_FormLayoutLabelAlignment: return Qt::AlignRight | Qt::AlignVCenter;
    default: return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QSize WorkbenchStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                       const QWidget* widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int line = option ? option->fontMetrics.height() : 16;
    switch (type) {
    case CT_PushButton: return {wanted.width() + 12, std::max(wanted.height(), line + 14)};
    case CT_LineEdit:
    case CT_SpinBox:
    case CT_ComboBox: return {wanted.width() + 4, std::max(wanted.height(), line + 13)};
    case CT_ToolButton: return {std::max(wanted.width(), 28), std::max(wanted.height(), 28)};
    case CT_ItemViewItem: return {wanted.width() + 4, std::max(wanted.height(), line + 9)};
    case CT_HeaderSection: return {wanted.width(), std::max(wanted.height(), line + 11)};
    default: return wanted;
    }
}

QRect WorkbenchStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    const bool isField = element == SE_LineEditContents && frame && frame->lineWidth > 0;
    return isField ? rect.adjusted(textInset, 0, -textInset, 0) : rect;
}

QRect WorkbenchStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                     const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    const bool isField = (control == CC_ComboBox && part == SC_ComboBoxEditField)
                         || (control == CC_SpinBox && part == SC_SpinBoxEditField);
    return isField ? visualRect(option->direction, option->rect, rect.adjusted(textInset - 1, 0, 0, 0)) : rect;
}

void WorkbenchStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                   const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: return drawButtonPanel(option, painter);
    case PE_PanelButtonTool: return drawToolPanel(option, painter);
    case PE_FrameDefaultButton: return;
    case PE_FrameFocusRect: return drawPanel(painter, option->rect, {}, toneColour(Tone::Accent, option->palette));
    case PE_FrameLineEdit: return drawPanel(painter, option->rect, {}, edgeColour(option));
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            drawPanel(painter, option->rect, option->palette.color(QPalette::Base), edgeColour(option));
        return;
    case PE_Frame:
        return drawPanel(painter, option->rect,
                         qobject_cast<const QAbstractScrollArea*>(widget) ? option->palette.color(QPalette::Base) : QColor(),
                         edgeColour(option));
    case PE_FrameTabWidget: return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), lineColour(option->palette));
        return;
    case PE_FrameStatusBarItem: return;
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            const QStyleOptionViewItem quiet = withQuietSelection(*item);
            QProxyStyle::drawPrimitive(element, &quiet, painter, widget);
        }
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void WorkbenchStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonLabel: {
        auto label = *qstyleoption_cast<const QStyleOptionButton*>(option);
        if (label.features.testFlag(QStyleOptionButton::DefaultButton) && label.state.testFlag(State_Enabled))
            label.palette.setColor(QPalette::ButtonText, label.palette.color(QPalette::HighlightedText));
        return QProxyStyle::drawControl(element, &label, painter, widget);
    }
    case CE_ItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            const QStyleOptionViewItem quiet = withQuietSelection(*item);
            QProxyStyle::drawControl(element, &quiet, painter, widget);
        }
        return;
    case CE_HeaderSection:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            drawHeaderSection(header, painter);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, over(option->palette.color(QPalette::Base), option->palette.color(QPalette::Window), 0.6F));
        return;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            drawTabShape(tab, painter);
        return;
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
            drawProgress(bar, painter, element);
        return;
    case CE_Splitter: {
        const bool isHorizontal = option->state.testFlag(State_Horizontal);
        const QPoint middle = option->rect.center();
        const QColor line = option->state.testFlag(State_MouseOver) ? toneColour(Tone::Accent, option->palette)
                                                                    : lineColour(option->palette);
        painter->fillRect(isHorizontal ? QRect(middle.x(), option->rect.top(), 1, option->rect.height())
                                       : QRect(option->rect.left(), middle.y(), option->rect.width(), 1), line);
        return;
    }
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void WorkbenchStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                        const QWidget* widget) const
{
    const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
    if (control == CC_ComboBox && combo && combo->frame) {
        QColor fill = option->palette.color(combo->editable ? QPalette::Base : QPalette::Button);
        if (option->state.testFlag(State_MouseOver) && option->state.testFlag(State_Enabled) && !combo->editable)
            fill = over(fill, option->palette.color(QPalette::Text), 0.05F);
        drawPanel(painter, option->rect, fill, edgeColour(option));
        const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
        drawChevron(painter, arrow, option->palette.color(QPalette::ButtonText), true);
        return;
    }
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (control == CC_SpinBox && spin && spin->frame) {
        drawPanel(painter, option->rect, option->palette.color(QPalette::Base), edgeColour(option));
        if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
            return;
        const auto colour = [&](QAbstractSpinBox::StepEnabledFlag flag) {
            const bool can = spin->stepEnabled.testFlag(flag) && option->state.testFlag(State_Enabled);
            return can ? option->palette.color(QPalette::ButtonText) : option->palette.color(QPalette::Mid);
        };
        drawChevron(painter, proxy()->subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget), colour(QAbstractSpinBox::StepUpEnabled), false);
        drawChevron(painter, proxy()->subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget), colour(QAbstractSpinBox::StepDownEnabled), true);
        return;
    }
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option); control == CC_ScrollBar && bar) {
        if (isOnBase(widget))
            painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        const QRect handle = proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
        const bool isHot = option->state.testFlag(State_MouseOver) || bar->activeSubControls.testFlag(SC_ScrollBarSlider);
        if (bar->maximum > bar->minimum)
            drawPanel(painter, handle.adjusted(3, 3, -3, -3),
                      over(option->palette.color(QPalette::Base), option->palette.color(QPalette::Text), isHot ? 0.4F : 0.24F), {});
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace metaspo
