package intake

import "degrau/cases"

// The cue groups. The names are the keys of "cues" in the lexicon files.
const (
	cueOrder group = iota + 1
	cueProtocol
	cueTracking
	cueInvoice
	cueTaxID
	cuePhone
	cueCardNumber
	cueImei
	cueSku
	cuePostcode
	cueAccount
	cueLaw
	cuePolicy
	cueMoneyVerb
	cueFeeNoun
	cueRolePaid
	cueRoleDemanded
	cueRoleOffered
	cueRoleRefunded
	cueRolePromised
	cueNotPaid
	cueInstalments
	cueDatePurchase
	cueDatePaid
	cueDatePromised
	cueDateDelivered
	cueDateShipped
	cueDateFiled
	cueDateContacted
	cueDateRefused
	cueDateRefundPromised
	cueDateRefunded
	cueDateCancelled
	cueDateCharged
	cueDateReturned
	cueDateProtection
	cueDateFuture
	cueDateBefore
	cueDateAgo
	cueDateAgoAfter
	cueMoreThan
	cueThisYear
	cueLastYear
	cueLastMonth
	cueLastWeekday
	cueToday
	cueYesterday
	cueDayBefore
	cueNotDate
	cueMethodNone
	cueMethodPix
	cueMethodBoleto
	cueMethodCard
	cueMethodDebit
	cueMethodPayPal
	cueMethodWallet
	cueMethodVoucher
	cueMethodGiftCard
	cueMethodTransfer
	cueMethodCash
	cueRefundWord
	cueSellerName
	cueFirstPerson
	cuePlace
	cueItem
	cueTriedSeller
	cueTriedCompany
	cueTriedMessages
	cueTriedChat
	cueTriedEmail
	cueTriedPhone
	cueTriedSocial
	cueTriedDispute
	cueTriedComplaintSite
	cueTriedConsumidorGov
	cueTriedProcon
	cueTriedBank
	cueTriedReturned
	cueTriedReturnRequest
	cueTriedCancellation
	cueTriedShop
	cueTriedService
	cueTriedPolice
	cueTriedCourt
	cueTriedNeighbours
	cueAskRefund
	cueAskDelivery
	cueAskExchange
	cueAskRepair
	cueAskDiscount
	cueAskStop
	cueAskReverse
	cueAskDocuments
	cueDisputeWord
	cueOngoing      // after a length of time: it still goes on
	cueDateDefect   // the day it broke
	cueSince        // before a day from which something lasts
	cueDelivery     // words for a delivery
	cueClaims       // words for what a page or somebody says
	cueWant         // words that ask for what follows
	cueRefundSaid   // somebody says that the money went back
	cueRefundDenied // and the buyer says that it did not come
	cueFreight      // freight and taxes
	cueSelfName     // before the writer's own name
	cueIntend       // what follows is not done yet
	cueCharged      // money asked for by the other side
	cuePaidSelf     // money that left the buyer
)

var cueGroups = map[string]group{
	"order": cueOrder, "protocol": cueProtocol, "tracking": cueTracking, "invoice": cueInvoice, "tax_id": cueTaxID,
	"phone": cuePhone, "card_number": cueCardNumber, "imei": cueImei, "sku": cueSku, "postcode": cuePostcode,
	"account": cueAccount, "law": cueLaw, "policy": cuePolicy, "money_verb": cueMoneyVerb, "fee_noun": cueFeeNoun,
	"role.paid": cueRolePaid, "role.demanded": cueRoleDemanded, "role.offered": cueRoleOffered,
	"role.refunded": cueRoleRefunded, "role.promised": cueRolePromised, "not_paid": cueNotPaid,
	"instalments":   cueInstalments,
	"date.purchase": cueDatePurchase, "date.paid": cueDatePaid, "date.promised": cueDatePromised,
	"date.delivered": cueDateDelivered, "date.shipped": cueDateShipped, "date.filed": cueDateFiled,
	"date.contacted": cueDateContacted, "date.refused": cueDateRefused, "date.refund_promised": cueDateRefundPromised,
	"date.refunded": cueDateRefunded, "date.cancelled": cueDateCancelled, "date.charged": cueDateCharged,
	"date.returned": cueDateReturned, "date.protection": cueDateProtection, "date.future": cueDateFuture,
	"date.before": cueDateBefore, "date.ago": cueDateAgo, "date.ago_after": cueDateAgoAfter, "more_than": cueMoreThan,
	"this_year": cueThisYear, "last_year": cueLastYear, "last_month": cueLastMonth, "last_weekday": cueLastWeekday,
	"today": cueToday, "yesterday": cueYesterday, "day_before": cueDayBefore, "not_date": cueNotDate,
	"method.none": cueMethodNone, "method.pix": cueMethodPix, "method.boleto": cueMethodBoleto, "method.card": cueMethodCard,
	"method.debit": cueMethodDebit, "method.paypal": cueMethodPayPal, "method.wallet": cueMethodWallet,
	"method.voucher": cueMethodVoucher, "method.gift_card": cueMethodGiftCard, "method.transfer": cueMethodTransfer,
	"method.cash": cueMethodCash, "refund_word": cueRefundWord, "seller_name": cueSellerName,
	"first_person": cueFirstPerson, "place": cuePlace, "item": cueItem,
	"tried.seller_contact": cueTriedSeller, "tried.company_contact": cueTriedCompany, "tried.messages": cueTriedMessages,
	"tried.chat": cueTriedChat, "tried.email": cueTriedEmail, "tried.phone": cueTriedPhone,
	"tried.social_media": cueTriedSocial, "tried.dispute": cueTriedDispute, "tried.complaint_site": cueTriedComplaintSite,
	"tried.consumidor_gov": cueTriedConsumidorGov, "tried.procon": cueTriedProcon, "tried.bank": cueTriedBank,
	"tried.returned_item": cueTriedReturned, "tried.return_request": cueTriedReturnRequest,
	"tried.cancellation": cueTriedCancellation, "tried.shop_visit": cueTriedShop,
	"tried.technical_service": cueTriedService, "tried.police": cueTriedPolice, "tried.court": cueTriedCourt,
	"tried.neighbours": cueTriedNeighbours,
	"ask.refund":       cueAskRefund, "ask.delivery": cueAskDelivery, "ask.exchange": cueAskExchange, "ask.repair": cueAskRepair,
	"ask.discount": cueAskDiscount, "ask.stop_charges": cueAskStop, "ask.reverse_charges": cueAskReverse,
	"ask.documents": cueAskDocuments, "dispute_word": cueDisputeWord, "ongoing": cueOngoing, "want": cueWant, "since": cueSince, "date.defect": cueDateDefect, "delivery_word": cueDelivery, "claims": cueClaims,
	"refund_said": cueRefundSaid, "refund_denied": cueRefundDenied, "self_name": cueSelfName, "intend": cueIntend, "charged": cueCharged, "paid_self": cuePaidSelf, "freight": cueFreight,
}

var methodOf = map[group]cases.Method{cueMethodPix: cases.Pix, cueMethodBoleto: cases.Boleto, cueMethodCard: cases.Card,
	cueMethodDebit: cases.Debit, cueMethodPayPal: cases.PayPal, cueMethodWallet: cases.Wallet, cueMethodVoucher: cases.Voucher,
	cueMethodGiftCard: cases.GiftCard, cueMethodTransfer: cases.Transfer, cueMethodCash: cases.Cash}

var remedyOf = map[group]cases.Remedy{cueAskRefund: cases.Refund, cueAskDelivery: cases.Delivery, cueAskExchange: cases.Exchange,
	cueAskRepair: cases.Repair, cueAskDiscount: cases.Discount, cueAskStop: cases.StopCharges,
	cueAskReverse: cases.ReverseCharges, cueAskDocuments: cases.Documents}

// triedOf is the closed list of what people say they tried already.
var triedOf = map[group]string{cueTriedSeller: "seller_contact", cueTriedCompany: "company_contact", cueTriedMessages: "messages",
	cueTriedChat: "chat", cueTriedEmail: "email", cueTriedPhone: "phone", cueTriedSocial: "social_media",
	cueTriedDispute: "dispute", cueTriedComplaintSite: "complaint_site", cueTriedConsumidorGov: "consumidor_gov",
	cueTriedProcon: "procon", cueTriedBank: "bank", cueTriedReturned: "returned_item", cueTriedReturnRequest: "return_request",
	cueTriedCancellation: "cancellation", cueTriedShop: "shop_visit", cueTriedService: "technical_service",
	cueTriedPolice: "police", cueTriedCourt: "court", cueTriedNeighbours: "neighbours"}
