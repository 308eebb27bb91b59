#include "ui/kit/WorkbenchStyle.h"

#include "ui/kit/ControlPainting.h"
#include "ui/kit/Theme.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

namespace metaspo {

namespace {

constexpr int scrollAreaFrame = 3; ///< so that contents keep clear of the rounded corners
constexpr int textInset = 5;
constexpr int toolInset = 6;
constexpr int menuArrowRoom = 14;

// These come without room at their ends, and with the arrow below the text.
bool isTextWithMenu(const QStyleOption* option)
{
    const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    return tool && tool->features.testFlag(QStyleOptionToolButton::HasMenu)
           && tool->toolButtonStyle == Qt::ToolButtonTextBesideIcon;
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
    case CT_ToolButton:
        return {std::max(wanted.width(), 28) + (isTextWithMenu(option) ? toolInset + menuArrowRoom : 0),
                std::max(wanted.height(), 28)};
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
    const bool isMirrored = option->direction == Qt::RightToLeft; // the rectangle is mirrored already
    const int inset = isField ? textInset - 1 : 0;
    return rect.adjusted(isMirrored ? 0 : inset, 0, isMirrored ? -inset : 0, 0);
}

void WorkbenchStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                   const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: return drawButtonPanel(option, painter);
    case PE_PanelButtonTool: return drawToolPanel(option, painter);
    case PE_FrameDefaultButton: return;
    case PE_IndicatorArrowDown:
        if (qobject_cast<const QPushButton*>(widget))
            return; // drawn with the label
        if (const auto* button = qobject_cast<const QToolButton*>(widget);
            button && button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon) {
            QStyleOption beside(*option);
            beside.rect.moveCenter(QPoint(option->rect.center().x() + (option->direction == Qt::RightToLeft ? 3 : -3),
                                          button->rect().center().y()));
            return QProxyStyle::drawPrimitive(element, &beside, painter, widget);
        }
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: // Fusion's own edge is darker than the ground, so it cannot be seen on a dark
                                        // one
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        painter->save();
        painter->setPen(edgeColour(option));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_FrameFocusRect: return drawPanel(painter, option->rect, {}, toneColour(Tone::Accent, option->palette));
    case PE_FrameLineEdit: return drawPanel(painter, option->rect, {}, edgeColour(option));
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            drawPanel(painter, option->rect, option->palette.color(QPalette::Base), edgeColour(option));
        return;
    case PE_Frame:
        return drawPanel(painter, option->rect,
                         qobject_cast<const QAbstractScrollArea*>(widget) ? option->palette.color(QPalette::Base)
                                                                          : QColor(),
                         edgeColour(option));
    case PE_FrameTabWidget: return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          lineColour(option->palette));
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
    case CE_PushButtonLabel:
        if (const auto* label = qstyleoption_cast<const QStyleOptionButton*>(option))
            drawButtonLabel(*label, painter);
        return;
    case CE_ToolButtonLabel:
        if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
            tool && isTextWithMenu(option)) {
            QStyleOptionToolButton label(*tool);
            label.rect = visualRect(tool->direction, tool->rect, tool->rect.adjusted(toolInset, 0, -menuArrowRoom, 0));
            return QProxyStyle::drawControl(element, &label, painter, widget);
        }
        return QProxyStyle::drawControl(element, option, painter, widget);
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
        painter->fillRect(option->rect,
                          over(option->palette.color(QPalette::Base), option->palette.color(QPalette::Window), 0.6F));
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
        drawChevron(painter, proxy()->subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget),
                    colour(QAbstractSpinBox::StepUpEnabled), false);
        drawChevron(painter, proxy()->subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget),
                    colour(QAbstractSpinBox::StepDownEnabled), true);
        return;
    }
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option); control == CC_ScrollBar && bar) {
        if (isOnBase(widget))
            painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        const QRect handle = proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
        const bool isHot =
            option->state.testFlag(State_MouseOver) || bar->activeSubControls.testFlag(SC_ScrollBarSlider);
        if (bar->maximum > bar->minimum)
            drawPanel(painter, handle.adjusted(3, 3, -3, -3),
                      over(option->palette.color(QPalette::Base), option->palette.color(QPalette::Text),
                           isHot ? 0.4F : 0.24F),
                      {});
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace metaspo
