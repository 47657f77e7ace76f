"use strict";(()=>{var Q=globalThis,K=Q.ShadowRoot&&(Q.ShadyCSS===void 0||Q.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,de=Symbol(),Pe=new WeakMap,L=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==de)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(K&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=Pe.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&Pe.set(t,e))}return e}toString(){return this.cssText}},Te=s=>new L(typeof s=="string"?s:s+"",void 0,de),ce=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((r,n,i)=>r+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[i+1],s[0]);return new L(t,s,de)},Ce=(s,e)=>{if(K)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),n=Q.litNonce;n!==void 0&&r.setAttribute("nonce",n),r.textContent=t.cssText,s.appendChild(r)}},pe=K?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return Te(t)})(s):s;var{is:Et,defineProperty:St,getOwnPropertyDescriptor:Pt,getOwnPropertyNames:Tt,getOwnPropertySymbols:Ct,getPrototypeOf:Ot}=Object,G=globalThis,Oe=G.trustedTypes,Mt=Oe?Oe.emptyScript:"",Rt=G.reactiveElementPolyfillSupport,z=(s,e)=>s,ue={toAttribute(s,e){switch(e){case Boolean:s=s?Mt:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},Re=(s,e)=>!Et(s,e),Me={attribute:!0,type:String,converter:ue,reflect:!1,useDefault:!1,hasChanged:Re};Symbol.metadata??=Symbol("metadata"),G.litPropertyMetadata??=new WeakMap;var b=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Me){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),n=this.getPropertyDescriptor(e,r,t);n!==void 0&&St(this.prototype,e,n)}}static getPropertyDescriptor(e,t,r){let{get:n,set:i}=Pt(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:n,set(o){let d=n?.call(this);i?.call(this,o),this.requestUpdate(e,d,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Me}static _$Ei(){if(this.hasOwnProperty(z("elementProperties")))return;let e=Ot(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(z("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(z("properties"))){let t=this.properties,r=[...Tt(t),...Ct(t)];for(let n of r)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,n]of t)this.elementProperties.set(r,n)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let n=this._$Eu(t,r);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let n of r)t.unshift(pe(n))}else e!==void 0&&t.push(pe(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ce(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,r);if(n!==void 0&&r.reflect===!0){let i=(r.converter?.toAttribute!==void 0?r.converter:ue).toAttribute(t,r.type);this._$Em=e,i==null?this.removeAttribute(n):this.setAttribute(n,i),this._$Em=null}}_$AK(e,t){let r=this.constructor,n=r._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let i=r.getPropertyOptions(n),o=typeof i.converter=="function"?{fromAttribute:i.converter}:i.converter?.fromAttribute!==void 0?i.converter:ue;this._$Em=n;let d=o.fromAttribute(t,i.type);this[n]=d??this._$Ej?.get(n)??d,this._$Em=null}}requestUpdate(e,t,r,n=!1,i){if(e!==void 0){let o=this.constructor;if(n===!1&&(i=this[e]),r??=o.getPropertyOptions(e),!((r.hasChanged??Re)(i,t)||r.useDefault&&r.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:n,wrapped:i},o){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),i!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,i]of this._$Ep)this[n]=i;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[n,i]of r){let{wrapped:o}=i,d=this[n];o!==!0||this._$AL.has(n)||d===void 0||this.C(n,void 0,i,d)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};b.elementStyles=[],b.shadowRootOptions={mode:"open"},b[z("elementProperties")]=new Map,b[z("finalized")]=new Map,Rt?.({ReactiveElement:b}),(G.reactiveElementVersions??=[]).push("2.1.2");var fe=globalThis,Ue=s=>s,J=fe.trustedTypes,Le=J?J.createPolicy("lit-html",{createHTML:s=>s}):void 0,me="$lit$",$=`lit$${Math.random().toFixed(9).slice(2)}$`,ge="?"+$,Ut=`<${ge}>`,P=document,B=()=>P.createComment(""),N=s=>s===null||typeof s!="object"&&typeof s!="function",ve=Array.isArray,Ie=s=>ve(s)||typeof s?.[Symbol.iterator]=="function",he=`[ 	
\f\r]`,H=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ze=/-->/g,He=/>/g,E=RegExp(`>|${he}(?:([^\\s"'>=/]+)(${he}*=${he}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Be=/'/g,Ne=/"/g,Ve=/^(?:script|style|textarea|title)$/i,ye=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),c=ye(1),us=ye(2),hs=ye(3),w=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),qe=new WeakMap,S=P.createTreeWalker(P,129);function De(s,e){if(!ve(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Le!==void 0?Le.createHTML(e):e}var je=(s,e)=>{let t=s.length-1,r=[],n,i=e===2?"<svg>":e===3?"<math>":"",o=H;for(let d=0;d<t;d++){let a=s[d],f,g,p=-1,m=0;for(;m<a.length&&(o.lastIndex=m,g=o.exec(a),g!==null);)m=o.lastIndex,o===H?g[1]==="!--"?o=ze:g[1]!==void 0?o=He:g[2]!==void 0?(Ve.test(g[2])&&(n=RegExp("</"+g[2],"g")),o=E):g[3]!==void 0&&(o=E):o===E?g[0]===">"?(o=n??H,p=-1):g[1]===void 0?p=-2:(p=o.lastIndex-g[2].length,f=g[1],o=g[3]===void 0?E:g[3]==='"'?Ne:Be):o===Ne||o===Be?o=E:o===ze||o===He?o=H:(o=E,n=void 0);let h=o===E&&s[d+1].startsWith("/>")?" ":"";i+=o===H?a+Ut:p>=0?(r.push(f),a.slice(0,p)+me+a.slice(p)+$+h):a+$+(p===-2?d:h)}return[De(s,i+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},q=class s{constructor({strings:e,_$litType$:t},r){let n;this.parts=[];let i=0,o=0,d=e.length-1,a=this.parts,[f,g]=je(e,t);if(this.el=s.createElement(f,r),S.currentNode=this.el.content,t===2||t===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(n=S.nextNode())!==null&&a.length<d;){if(n.nodeType===1){if(n.hasAttributes())for(let p of n.getAttributeNames())if(p.endsWith(me)){let m=g[o++],h=n.getAttribute(p).split($),v=/([.?@])?(.*)/.exec(m);a.push({type:1,index:i,name:v[2],strings:h,ctor:v[1]==="."?Z:v[1]==="?"?X:v[1]==="@"?ee:C}),n.removeAttribute(p)}else p.startsWith($)&&(a.push({type:6,index:i}),n.removeAttribute(p));if(Ve.test(n.tagName)){let p=n.textContent.split($),m=p.length-1;if(m>0){n.textContent=J?J.emptyScript:"";for(let h=0;h<m;h++)n.append(p[h],B()),S.nextNode(),a.push({type:2,index:++i});n.append(p[m],B())}}}else if(n.nodeType===8)if(n.data===ge)a.push({type:2,index:i});else{let p=-1;for(;(p=n.data.indexOf($,p+1))!==-1;)a.push({type:7,index:i}),p+=$.length-1}i++}}static createElement(e,t){let r=P.createElement("template");return r.innerHTML=e,r}};function T(s,e,t=s,r){if(e===w)return e;let n=r!==void 0?t._$Co?.[r]:t._$Cl,i=N(e)?void 0:e._$litDirective$;return n?.constructor!==i&&(n?._$AO?.(!1),i===void 0?n=void 0:(n=new i(s),n._$AT(s,t,r)),r!==void 0?(t._$Co??=[])[r]=n:t._$Cl=n),n!==void 0&&(e=T(s,n._$AS(s,e.values),n,r)),e}var F=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,n=(e?.creationScope??P).importNode(t,!0);S.currentNode=n;let i=S.nextNode(),o=0,d=0,a=r[0];for(;a!==void 0;){if(o===a.index){let f;a.type===2?f=new O(i,i.nextSibling,this,e):a.type===1?f=new a.ctor(i,a.name,a.strings,this,e):a.type===6&&(f=new te(i,this,e)),this._$AV.push(f),a=r[++d]}o!==a?.index&&(i=S.nextNode(),o++)}return S.currentNode=P,n}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},O=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,n){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=T(this,e,t),N(e)?e===u||e==null||e===""?(this._$AH!==u&&this._$AR(),this._$AH=u):e!==this._$AH&&e!==w&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Ie(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==u&&N(this._$AH)?this._$AA.nextSibling.data=e:this.T(P.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,n=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=q.createElement(De(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===n)this._$AH.p(t);else{let i=new F(n,this),o=i.u(this.options);i.p(t),this.T(o),this._$AH=i}}_$AC(e){let t=qe.get(e.strings);return t===void 0&&qe.set(e.strings,t=new q(e)),t}k(e){ve(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,n=0;for(let i of e)n===t.length?t.push(r=new s(this.O(B()),this.O(B()),this,this.options)):r=t[n],r._$AI(i),n++;n<t.length&&(this._$AR(r&&r._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=Ue(e).nextSibling;Ue(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},C=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,n,i){this.type=1,this._$AH=u,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=i,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=u}_$AI(e,t=this,r,n){let i=this.strings,o=!1;if(i===void 0)e=T(this,e,t,0),o=!N(e)||e!==this._$AH&&e!==w,o&&(this._$AH=e);else{let d=e,a,f;for(e=i[0],a=0;a<i.length-1;a++)f=T(this,d[r+a],t,a),f===w&&(f=this._$AH[a]),o||=!N(f)||f!==this._$AH[a],f===u?e=u:e!==u&&(e+=(f??"")+i[a+1]),this._$AH[a]=f}o&&!n&&this.j(e)}j(e){e===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Z=class extends C{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===u?void 0:e}},X=class extends C{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==u)}},ee=class extends C{constructor(e,t,r,n,i){super(e,t,r,n,i),this.type=5}_$AI(e,t=this){if((e=T(this,e,t,0)??u)===w)return;let r=this._$AH,n=e===u&&r!==u||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,i=e!==u&&(r===u||n);n&&this.element.removeEventListener(this.name,this,r),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},te=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){T(this,e)}},We={M:me,P:$,A:ge,C:1,L:je,R:F,D:Ie,V:T,I:O,H:C,N:X,U:ee,B:Z,F:te},Lt=fe.litHtmlPolyfillSupport;Lt?.(q,O),(fe.litHtmlVersions??=[]).push("3.3.3");var Ye=(s,e,t)=>{let r=t?.renderBefore??e,n=r._$litPart$;if(n===void 0){let i=t?.renderBefore??null;r._$litPart$=n=new O(e.insertBefore(B(),i),i,void 0,t??{})}return n._$AI(s),n};var be=globalThis,x=class extends b{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ye(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return w}};x._$litElement$=!0,x.finalized=!0,be.litElementHydrateSupport?.({LitElement:x});var zt=be.litElementPolyfillSupport;zt?.({LitElement:x});(be.litElementVersions??=[]).push("4.2.2");var Qe={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Ke=s=>(...e)=>({_$litDirective$:s,values:e}),se=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,r){this._$Ct=e,this._$AM=t,this._$Ci=r}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Ht}=We,Ge=s=>s;var Je=()=>document.createComment(""),M=(s,e,t)=>{let r=s._$AA.parentNode,n=e===void 0?s._$AB:e._$AA;if(t===void 0){let i=r.insertBefore(Je(),n),o=r.insertBefore(Je(),n);t=new Ht(i,o,s,s.options)}else{let i=t._$AB.nextSibling,o=t._$AM,d=o!==s;if(d){let a;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(a=s._$AU)!==o._$AU&&t._$AP(a)}if(i!==n||d){let a=t._$AA;for(;a!==i;){let f=Ge(a).nextSibling;Ge(r).insertBefore(a,n),a=f}}}return t},k=(s,e,t=s)=>(s._$AI(e,t),s),Bt={},Fe=(s,e=Bt)=>s._$AH=e,Ze=s=>s._$AH,re=s=>{s._$AR(),s._$AA.remove()};var Xe=(s,e,t)=>{let r=new Map;for(let n=e;n<=t;n++)r.set(s[n],n);return r},R=Ke(class extends se{constructor(s){if(super(s),s.type!==Qe.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let r;t===void 0?t=e:e!==void 0&&(r=e);let n=[],i=[],o=0;for(let d of s)n[o]=r?r(d,o):o,i[o]=t(d,o),o++;return{values:i,keys:n}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,r]){let n=Ze(s),{values:i,keys:o}=this.dt(e,t,r);if(!Array.isArray(n))return this.ut=o,i;let d=this.ut??=[],a=[],f,g,p=0,m=n.length-1,h=0,v=i.length-1;for(;p<=m&&h<=v;)if(n[p]===null)p++;else if(n[m]===null)m--;else if(d[p]===o[h])a[h]=k(n[p],i[h]),p++,h++;else if(d[m]===o[v])a[v]=k(n[m],i[v]),m--,v--;else if(d[p]===o[v])a[v]=k(n[p],i[v]),M(s,a[v+1],n[p]),p++,v--;else if(d[m]===o[h])a[h]=k(n[m],i[h]),M(s,n[p],n[m]),m--,h++;else if(f===void 0&&(f=Xe(o,h,v),g=Xe(d,p,m)),f.has(d[p]))if(f.has(d[m])){let y=g.get(o[h]),le=y!==void 0?n[y]:null;if(le===null){let Se=M(s,n[p]);k(Se,i[h]),a[h]=Se}else a[h]=k(le,i[h]),M(s,n[p],le),n[y]=null;h++}else re(n[m]),m--;else re(n[p]),p++;for(;h<=v;){let y=M(s,a[v+1]);k(y,i[h]),a[h++]=y}for(;p<=m;){let y=n[p++];y!==null&&re(y)}return this.ut=o,Fe(s,a),w}});function $e(s,e){return{from:"person",key:s.id,text:s.text,lang:e,dir:"auto",delivery:"waiting",outgoing:s}}function we(s,e){return s.map(t=>({from:"assistant",key:t.id,message:t,...e===void 0?{}:{answers:e}}))}function et(s,e){let t=s.messages.map(Nt),r=new Set(s.failed),n=It(t),i=e.filter(o=>{let d=n.find(a=>Vt(a,r)&&a.person.text===o.text);if(d===void 0)return!0;d.person.delivery="unanswered",d.person.outgoing=o;for(let a of d.replies)a.answers=d.person.key;return!1});return[...t,...i.map(qt)]}function xe(s){return s.every(e=>e.from==="person"?e.delivery!=="sent":e.message.kind==="notice")}function tt(s,e){let t=s.findLastIndex(i=>i.from==="person"&&i.delivery==="sent"),r=new Set(s.slice(t+1)),n=s.findLast(rt);return n!==void 0&&e.question&&r.add(n),r}function st(s,e){let t=e.slice(e.indexOf(s)+1),r=t.findIndex(rt);return(r<0?t:t.slice(0,r)).flatMap(n=>n.from==="person"&&n.delivery!=="unsent"?[n.text]:[])}function rt(s){return s.from==="assistant"&&s.message.buttons.length>0}function I(s){return s.from==="person"&&s.delivery==="waiting"}function V(s){return s.from==="person"&&s.outgoing!==void 0&&(s.delivery==="unsent"||s.delivery==="unanswered")}function Nt(s){if(s.from==="assistant")return{from:"assistant",key:s.id,message:s};let{id:e,text:t,lang:r}=s;return{from:"person",key:e,text:t,lang:r,dir:"auto",delivery:"sent"}}function qt(s){return{...$e(s,""),delivery:"unsent"}}function It(s){let e=[];for(let t of s)t.from==="person"?e.push({person:t,replies:[]}):e.at(-1)?.replies.push(t);return e}function Vt({person:s,replies:e},t){return s.outgoing===void 0&&(e.length===0||t.has(s.key))}var _=class extends Error{constructor(t,r){super(r);this.status=t;this.detail=r}get mayPass(){return this.status===429||this.status>=500}},A=class extends Error{},ne=class{constructor(e,t=(...r)=>fetch(...r)){this.api=e;this.send=t}async readiness(){try{return(await this.request("GET","/readyz",{timeout:1e4})).ok?"ready":"starting"}catch(e){if(e instanceof A)return"unreachable";throw e}}open(e,t){let r={channel:"web",locale:e,...t===void 0?{}:{invite:t}};return this.ask("POST","/v1/chat/sessions",{body:r})}say(e,t){let n={...t.payload===void 0?{text:t.text}:{payload:t.payload},client_message_id:t.id};return this.ask("POST","/v1/chat/messages",{token:e,body:n})}transcript(e){return this.ask("GET","/v1/chat/messages",{token:e})}async ask(e,t,r){let n=await this.request(e,t,r),i=await n.json().catch(()=>{});if(n.ok&&i!==void 0)return i;throw new _(n.ok?502:n.status,Dt(i))}async request(e,t,r){let n={};r.token!==void 0&&(n.Authorization=`Bearer ${r.token}`),r.body!==void 0&&(n["Content-Type"]="application/json");try{return await this.send(this.api+t,{method:e,headers:n,body:r.body===void 0?null:JSON.stringify(r.body),cache:"no-store",credentials:"omit",signal:AbortSignal.timeout(r.timeout??6e4)})}catch(i){throw new A("no answer",{cause:i})}}};function Dt(s){let e=s?.detail;return typeof e=="string"?e:""}var l={chat:"Chat with Signpost",conversation:"Conversation",newMessages:"New messages",you:"You",signpost:"Signpost",starting:"The assistant is starting",startingMore:"This can take a minute or two. You can write now: your message is kept, and answered as soon as the assistant is there.",startingLong:"The assistant is taking longer than usual to start. You can leave this page open, or come back later.",unreachable:"The service can't be reached",unreachableMore:"We keep trying. Check your internet connection.",offline:"You are offline. Messages you write now are sent when you are back online.",online:"You are back online.",helpNow:"If you need help now, call 999 if anyone is in danger, or 111 for urgent medical help. Samaritans are free on 116 123, day or night.",typing:"Signpost is writing",label:"Your message",hint:"Press a button above, or write in your own words.",send:"Send",newLine:"Enter sends. Shift and Enter starts a new line.",computer:"I'm a computer assistant, not a person.",notSent:"Not sent.",notAnswered:"Not answered yet.",sendAgain:"Send again",sendingAgain:"Sending again",empty:"Write a message first, or press one of the buttons.",failed:"Something went wrong, and your message was not taken.",failedToOpen:"Something went wrong, and the chat could not be opened.",lost:"Your earlier conversation is not kept here any more. This is a new one.",tryAgain:"Try again",withoutInvite:"Start without an invite",startNew:"Start a new conversation",chosen:"chosen",choose:"Choose an answer",levels:"Which level fits best?",otherAnswers:"Other answers",more:"Why it matters, and what the levels mean",meaning:"What the levels mean",skippedBefore:"You skipped this one. Would you like to answer it now?",plain:"In plain words:",why:"Why it matters:",careTitle:"Who can help now",call:s=>`Call ${s}`,notice:"Important",seeResult:"See the result",newTab:"opens in a new tab",loaded:s=>`Your conversation is back, with ${s} ${s===1?"message":"messages"}.`,question:(s,e)=>`Question ${s} of ${e}`,room:s=>s>=0?`You have ${s} ${s===1?"character":"characters"} left.`:`This is ${-s} ${s===-1?"character":"characters"} too long. Please send it in shorter parts.`,progress:({answered:s,total:e,minutes_left:t})=>{let r=t??Math.ceil((e-s)*.5),n=r===1?"1 minute":`${r} minutes`;return s>=e?`All ${e} answered`:`${s} of ${e} answered, about ${n} left`}};var nt=2e3,jt=60,ie=class{constructor(e){this.around=e;this.entries=[];this.state={flow:null};this.phase="connecting";this.problem="";this.read=!0;this.starting=!1;this.draining=!1}async start(){if(!this.starting){this.starting=!0;try{await this.recall(),await this.untilSettled()}finally{this.starting=!1}}}async say(e,t){let r={id:this.around.newId(),text:e,...t===void 0?{}:{payload:t}};this.problem="",this.entries=[...this.entries,$e(r,this.around.locale)],this.remember(),await this.drain()}async sayAgain(e){this.problem="",this.queue([e]),await this.drain()}async sayAllAgain(){this.queue(this.entries.filter(V)),await this.drain()}async reopen(e){e&&delete this.around.invite,this.problem="",this.move("connecting"),await this.start()}get isBusy(){return this.entries.some(I)}get active(){return tt(this.entries,this.state)}async recall(){let e=this.around.memory.read();if(e===void 0)return;let{invite:t}=this.around;if(t!==void 0&&t!==e.invite){this.around.memory.clear();return}e.invite!==void 0&&(this.around.invite=e.invite),this.token=e.token,this.read=!1,await this.restore(e.unsent)}async restore(e){if(this.token!==void 0){try{let t=await this.around.gateway.transcript(this.token);this.entries=et(t,e),this.state=t.state,this.read||this.around.restored(this.entries.length),this.read=!0}catch(t){if(t instanceof _&&t.status===401)this.lose();else if(!Wt(t))throw t}this.around.changed()}}async untilSettled(){for(;;){if(await this.untilReady(),await this.settle())return;await this.around.sleep(nt)}}async untilReady(){for(let e=0;;e+=1){let t=await this.around.gateway.readiness();if(t==="ready")return;this.move(t==="starting"&&e>=jt?"slow":t),await this.around.sleep(nt)}}async settle(){return await this.openOnce()?((!this.read||xe(this.entries))&&await this.catchUp(),this.token===void 0||!this.read?!1:xe(this.entries)?(this.move("starting"),!1):(this.move("open"),await this.sayAllAgain(),!0)):this.phase==="closed"}async catchUp(){let e=new Set(this.entries.map(n=>n.key)),t=this.read;if(await this.restore(this.unsent),!t)return;let r=this.entries.filter(n=>!e.has(n.key));this.tell(r.flatMap(n=>n.from==="assistant"?[n.message]:[]))}openOnce(){return this.token!==void 0?Promise.resolve(!0):(this.opening??=this.open().finally(()=>this.opening=void 0),this.opening)}async open(){let{gateway:e,locale:t,invite:r}=this.around;try{let n=await e.open(t,r);if(this.token=n.token,this.state=n.state,!n.failed){let i=we(n.messages);this.entries=[...i,...this.entries],this.tell(n.messages)}return this.remember(),!0}catch(n){if(n instanceof A)this.move("unreachable");else if(n instanceof _)this.close(n);else throw n;return!1}}close(e){this.problem=e.detail||l.failedToOpen,this.move("closed")}queue(e){let t=new Set(e.map(i=>i.key)),r=this.entries.filter(i=>!t.has(i.key)&&!(i.from==="assistant"&&i.answers!==void 0&&t.has(i.answers))),n=e.map(i=>({...i,delivery:"waiting"}));this.entries=[...r,...n],this.around.changed()}async drain(){if(this.around.changed(),!this.draining){this.draining=!0;try{for(let e=this.nextWaiting();e;e=this.nextWaiting())await this.deliver(e)||this.giveUpWaiting(),this.remember(),this.around.changed()}finally{this.draining=!1}}}nextWaiting(){return this.entries.find(I)}async deliver(e){if(e.outgoing===void 0)return!1;try{return!await this.openOnce()||this.token===void 0?!1:(this.accept(e,await this.around.gateway.say(this.token,e.outgoing)),!0)}catch(t){if(t instanceof _)this.refuse(e,t);else if(!(t instanceof A))throw t;return!1}}accept(e,t){e.delivery=t.failed?"unanswered":"sent",this.state=t.state;let r=we(t.messages,e.key);this.entries=this.entries.flatMap(n=>n===e?[n,...r]:[n]),this.tell(t.messages)}refuse(e,t){this.problem=t.detail||l.failed,!t.mayPass&&(t.status===401&&this.lose(),this.entries=this.entries.filter(r=>r!==e),e.outgoing?.payload===void 0&&this.around.returned(e.text),this.token===void 0&&this.start())}lose(){this.around.memory.clear(),this.token=void 0,this.read=!0,this.state={flow:null},this.problem=l.lost,this.entries=[]}giveUpWaiting(){for(let e of this.entries)I(e)&&(e.delivery="unsent")}tell(e){e.length>0&&this.around.heard(e),this.around.changed()}get unsent(){return this.entries.flatMap(e=>I(e)||V(e)?e.outgoing??[]:[])}remember(){if(this.token===void 0)return;let{invite:e,memory:t}=this.around,r={token:this.token,unsent:this.unsent};t.write(e===void 0?r:{...r,invite:e})}move(e){this.phase=e,this.around.changed()}};function Wt(s){return s instanceof A||s instanceof _}var oe=class{constructor(e,t=()=>window.sessionStorage){this.storage=t;this.key=`signpost-chat ${e}`}read(){try{let e=JSON.parse(this.storage().getItem(this.key)??"null");return Yt(e)?e:void 0}catch{return}}write(e){this.quietly(t=>t.setItem(this.key,JSON.stringify(e)))}clear(){this.quietly(e=>e.removeItem(this.key))}quietly(e){try{e(this.storage())}catch{}}};function Yt(s){let e=s;return typeof e?.token=="string"&&Array.isArray(e.unsent)}var it=ce`
  :host {
    --text: var(--signpost-text, #212b32);
    --quiet: var(--signpost-quiet, #4c6272);
    --surface: var(--signpost-surface, #ffffff);
    --raised: var(--signpost-raised, #f0f4f5);
    --line: var(--signpost-line, #aeb7bd);
    --edge: var(--signpost-edge, #4c6272);
    --accent: var(--signpost-accent, #0b5ca8);
    --accent-strong: var(--signpost-accent-strong, #003b73);
    --on-accent: var(--signpost-on-accent, #ffffff);
    --own: var(--signpost-own, #dcebf8);
    --care: var(--signpost-care, #0b5ca8);
    --care-surface: var(--signpost-care-surface, #eef5fc);
    --urgent: var(--signpost-urgent, #b3190f);
    --on-urgent: var(--signpost-on-urgent, #ffffff);
    --error: var(--signpost-error, #b3190f);
    --focus: var(--signpost-focus, #ffdd33);
    --on-focus: var(--signpost-on-focus, #212b32);
    --chosen: var(--signpost-chosen, #00703c);
    --radius: var(--signpost-radius, 0.625rem);
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    color: var(--text);
    background: var(--surface);
    font-family: var(--signpost-font, system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif);
    font-size: 1.0625rem;
    line-height: 1.5;
    text-align: start;
    color-scheme: light dark;
  }
  @media screen and (prefers-color-scheme: dark) {
    :host {
      --text: var(--signpost-text, #f0f4f5);
      --quiet: var(--signpost-quiet, #b6c3cc);
      --surface: var(--signpost-surface, #17212a);
      --raised: var(--signpost-raised, #23303b);
      --line: var(--signpost-line, #4d5f6d);
      --edge: var(--signpost-edge, #8fa1ae);
      --accent: var(--signpost-accent, #8cc2f5);
      --accent-strong: var(--signpost-accent-strong, #c4e0fb);
      --on-accent: var(--signpost-on-accent, #0c1a26);
      --own: var(--signpost-own, #143d63);
      --care: var(--signpost-care, #8cc2f5);
      --care-surface: var(--signpost-care-surface, #17304a);
      --urgent: var(--signpost-urgent, #ff9a91);
      --on-urgent: var(--signpost-on-urgent, #2b0805);
      --error: var(--signpost-error, #ff9a91);
      --chosen: var(--signpost-chosen, #6fd39b);
    }
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .chat {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }

  .progress {
    padding: 0.75rem 1rem 0.875rem;
    border-block-end: 1px solid var(--line);
    background: var(--surface);
  }
  .progress p {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 0.625rem;
    margin-block-start: 0.375rem;
    border: 1px solid var(--edge);
    border-radius: 1rem;
    overflow: hidden;
    background: var(--surface);
  }
  progress::-webkit-progress-bar {
    background: var(--surface);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }

  .log {
    position: relative;
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    padding: 1rem;
    overscroll-behavior-y: auto;
  }
  ol {
    padding: 0;
    list-style: none;
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
  }
  ol > li {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    /* Clear of the bar above and the box below, where these stay while the page scrolls. */
    scroll-margin-block: 6rem 13rem;
  }
  .scrolls li {
    scroll-margin-block: 1rem;
  }
  ol > li.person {
    align-items: flex-end;
  }
  .said {
    max-inline-size: min(100%, 46rem);
    padding: 0.75rem 1rem;
    border-radius: var(--radius);
    border: 1px solid transparent;
    background: var(--raised);
    overflow-wrap: anywhere;
  }
  .said.card {
    inline-size: 100%;
    background: var(--surface);
    border-color: var(--line);
  }
  .said.own {
    max-inline-size: 85%;
    background: var(--own);
    border-end-end-radius: 0.125rem;
  }
  .said:not(.own) {
    border-start-start-radius: 0.125rem;
  }
  .said.notice {
    inline-size: 100%;
    background: var(--care-surface);
    border: 1px solid var(--care);
    border-inline-start-width: 0.5rem;
  }
  .typed {
    white-space: pre-wrap;
  }
  .line {
    display: block;
  }
  .line + .line {
    margin-block-start: 0.25rem;
  }
  .said p + p,
  .said ul + p,
  .said p + ul {
    margin-block-start: 0.5rem;
  }
  .said ul {
    padding-inline-start: 1.25rem;
  }
  .said ul li + li {
    margin-block-start: 0.25rem;
  }
  .undelivered {
    margin-block-start: 0.25rem;
    color: var(--error);
    font-weight: 600;
  }

  .count {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
  }
  .code,
  .place,
  .plain {
    color: var(--quiet);
  }
  .code,
  .place {
    font-size: 0.9375rem;
  }
  .question .place {
    margin-block-start: 0;
  }
  .again {
    font-weight: 600;
    margin-block-end: 0.5rem;
  }
  details .plain {
    margin-block-end: 0.75rem;
  }
  .statement {
    font-size: 1.1875rem;
    line-height: 1.45;
  }
  .said .statement {
    margin-block-start: 0.75rem;
  }

  details {
    margin-block-start: 0.5rem;
  }
  summary {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    padding-inline-end: 0.5rem;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.15em;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: "";
    inline-size: 0.5rem;
    block-size: 0.5rem;
    margin-inline: 0.125rem 0.25rem;
    border: solid currentColor;
    border-width: 0 0.125rem 0.125rem 0;
    rotate: -45deg;
  }
  [dir="rtl"] summary::before {
    rotate: 135deg;
  }
  details[open] summary::before {
    rotate: 45deg;
  }
  dl {
    padding: 0.25rem 0 0.5rem 0.875rem;
    margin-inline-start: 0.25rem;
    border-inline-start: 0.25rem solid var(--line);
  }
  dt {
    font-weight: 600;
  }
  dd + dt {
    margin-block-start: 0.5rem;
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .chips,
  .levels {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
  }
  .chip,
  .level {
    min-block-size: 2.75rem;
    min-inline-size: 2.75rem;
    padding: 0.4375rem 0.875rem;
    border: 1px solid var(--accent);
    border-radius: 1.375rem;
    background: var(--surface);
    color: var(--accent);
    text-align: start;
  }
  .level {
    display: flex;
    flex: 1 1 9rem;
    align-items: center;
    gap: 0.5rem;
    padding: 0.4375rem 0.5rem 0.4375rem 0.4375rem;
    border-width: 2px;
    border-radius: var(--radius);
    color: var(--text);
    font-weight: 600;
    overflow-wrap: break-word;
  }
  .described .level {
    flex-basis: 100%;
    align-items: flex-start;
  }
  .value {
    flex: none;
    display: grid;
    place-content: center;
    inline-size: 1.875rem;
    block-size: 1.875rem;
    border-radius: calc(var(--radius) - 0.1875rem);
    background: var(--accent);
    color: var(--on-accent);
  }
  .descriptor {
    display: block;
    font-weight: 400;
    font-size: 1rem;
  }
  .described .name {
    display: block;
    padding-block-start: 0.125rem;
  }
  .chip:hover:enabled,
  .level:hover:enabled {
    background: var(--own);
    border-color: var(--accent-strong);
    color: var(--accent-strong);
  }
  .chip:disabled,
  .level:disabled {
    cursor: default;
    border-color: var(--line);
    color: var(--quiet);
  }
  .level:disabled .value {
    background: var(--raised);
    color: var(--quiet);
  }
  .chip.chosen,
  .level.chosen {
    border-color: var(--chosen);
    color: var(--text);
    box-shadow: inset 0 0 0 1px var(--chosen);
  }
  .level.chosen .value {
    background: var(--chosen);
    color: var(--surface);
  }
  .past .level {
    flex-basis: auto;
  }
  .past :not(.chosen) > .meaning .descriptor {
    display: none;
  }
  .plain-button {
    min-block-size: 2.75rem;
    padding: 0 0.5rem;
    border: 0;
    background: none;
    color: var(--accent);
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }

  a {
    color: var(--accent);
    text-underline-offset: 0.15em;
  }
  a:hover {
    color: var(--accent-strong);
    text-decoration-thickness: 0.1875rem;
  }
  .notice a,
  .wait a,
  .problem a {
    font-weight: 600;
    white-space: nowrap;
  }
  a.action {
    display: inline-flex;
    align-items: center;
    min-block-size: 2.75rem;
    margin-block: 0.25rem;
    padding: 0.375rem 1rem;
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    text-decoration: none;
  }
  a.action:hover {
    background: var(--accent-strong);
    text-decoration: underline;
  }
  .care {
    margin-block-start: 0.75rem;
    border: 1px solid var(--urgent);
    border-radius: var(--radius);
    overflow: hidden;
    background: var(--surface);
  }
  .care h2 {
    margin: 0;
    padding: 0.375rem 1rem;
    background: var(--urgent);
    color: var(--on-urgent);
    font-size: 1.0625rem;
  }
  .said .care ul {
    padding: 0 1rem;
    list-style: none;
  }
  .said .care li {
    padding-block: 0.75rem;
  }
  .said .care li + li {
    margin: 0;
    border-block-start: 1px solid var(--line);
  }
  .care .call {
    display: inline-flex;
    align-items: center;
    min-block-size: 2.75rem;
    font-size: 1.25rem;
  }
  .care p + p,
  .care a + p {
    margin: 0;
  }
  .hours {
    color: var(--quiet);
    font-size: 0.9375rem;
  }

  .wait {
    margin-block-start: 0.75rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-inline-start: 0.5rem solid var(--edge);
    border-radius: var(--radius);
  }
  .wait p + p {
    margin-block-start: 0.5rem;
  }
  .spinner {
    display: inline-block;
    inline-size: 1em;
    block-size: 1em;
    margin-inline-end: 0.5rem;
    vertical-align: -0.125em;
    border: 0.1875rem solid var(--line);
    border-block-start-color: var(--accent);
    border-radius: 50%;
    animation: turn 1.2s linear infinite;
  }
  .typing {
    display: inline-flex;
    gap: 0.3125rem;
    margin-block-start: 0.75rem;
    padding: 0.9375rem 1rem;
    border-radius: var(--radius);
    background: var(--raised);
    /* An answer that is there at once shows no dots. */
    visibility: hidden;
    animation: appear 0s 0.35s forwards;
  }
  .typing span:not(.hidden) {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--quiet);
    animation: pulse 1.2s infinite ease-in-out;
  }
  .typing span:nth-of-type(3) {
    animation-delay: 0.2s;
  }
  .typing span:nth-of-type(4) {
    animation-delay: 0.4s;
  }
  @keyframes appear {
    to {
      visibility: visible;
    }
  }
  @keyframes pulse {
    40% {
      opacity: 0.3;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  .composer {
    padding: 0.75rem 1rem 1rem;
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }
  label {
    display: block;
    margin-block-end: 0.25rem;
    font-weight: 600;
  }
  .field {
    display: flex;
    align-items: flex-end;
    gap: 0.5rem;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 3rem;
    max-block-size: 10rem;
    padding: 0.6875rem 0.75rem;
    border: 2px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    line-height: 1.4;
    resize: none;
  }
  textarea[aria-invalid="true"] {
    border-color: var(--error);
  }
  .send {
    flex: none;
    min-block-size: 3rem;
    padding: 0.375rem 1.25rem;
    border: 2px solid var(--accent);
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  .send:hover {
    background: var(--accent-strong);
    border-color: var(--accent-strong);
  }
  .room,
  .hint {
    font-size: 0.9375rem;
    color: var(--quiet);
  }
  .hint,
  .problem:not(:empty) {
    margin-block-start: 0.5rem;
  }
  .problem {
    color: var(--error);
    font-weight: 600;
    white-space: pre-line;
  }
  .keys {
    display: none;
  }
  @media (hover: hover) and (pointer: fine) {
    .keys {
      display: inline;
    }
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
  }

  :focus-visible {
    outline: 0.1875rem solid transparent;
    box-shadow:
      0 0 0 0.1875rem var(--focus),
      0 0 0 0.375rem var(--on-focus);
  }
  a:focus-visible,
  summary:focus-visible {
    background: var(--focus);
    color: var(--on-focus);
    box-shadow: 0 0.25rem var(--on-focus);
    text-decoration: none;
  }
  .log:focus-visible {
    box-shadow: none;
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner,
    .typing span:not(.hidden) {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    progress::-webkit-progress-value {
      background: Highlight;
      forced-color-adjust: none;
    }
    progress::-moz-progress-bar {
      background: Highlight;
      forced-color-adjust: none;
    }
    .said,
    .value {
      border: 1px solid;
    }
    .chosen {
      border-width: 0.25rem;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
  .progress,
  .composer {
    position: sticky;
    z-index: 1;
  }
  .progress {
    inset-block-start: 0;
  }
  .composer {
    inset-block-end: 0;
  }
  @media (max-height: 32em) {
    .progress,
    .composer {
      position: static;
    }
    .log li {
      scroll-margin-block: 1rem;
    }
  }
  @media (max-width: 30em) {
    .log,
    .composer,
    .progress {
      padding-inline: 0.75rem;
    }
    .said.own {
      max-inline-size: 95%;
    }
    .statement {
      font-size: 1.0625rem;
    }
  }
  @media print {
    .composer,
    .typing,
    .wait {
      display: none;
    }
  }
`;function ke(s){let e=s.card;if(e?.type!=="question")return;let t=e;return t.text&&Array.isArray(t.levels)?t:void 0}function ot(s){return s.card?.type==="care"?s.card:void 0}function at(s){return s.card?.type==="result"?s.card.url:void 0}var lt=/^\s*[•*-]\s+/,Qt=/(?<url>https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'])|(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/gu,Kt=/(?<phone>\b(?:999|111|116 123)\b)(?![\w-])/gu;function ct(s,e=!1){let t=[],r;for(let n of s.split(`
`)){if(n.trim()===""){r=void 0;continue}let i=lt.test(n)?"list":"paragraph";r?.kind!==i&&(r=i==="list"?{kind:i,items:[]}:{kind:i,lines:[]},t.push(r));let o=D(n.replace(lt,""),e);r.kind==="list"?r.items.push(o):r.lines.push(o)}return t}function D(s,e=!1){let t=dt(s,Qt,({url:r,mail:n})=>r??`mailto:${n}`);return e?t.flatMap(r=>r.kind==="link"?[r]:dt(r.text,Kt,({phone:n})=>_e(n??""))):t}function pt(s){return s.kind==="link"?s.href:void 0}function _e(s){return`tel:${s.replace(/[^\d+]/g,"")}`}function ut(s,e){let t=e===""?-1:s.indexOf(e);if(t<0)return[s,"",""];let r=t+e.length;return[s.slice(0,t),e,s.slice(r)]}function dt(s,e,t){let r=[],n=0;for(let i of s.matchAll(e))i.index>n&&r.push({kind:"text",text:s.slice(n,i.index)}),r.push({kind:"link",text:i[0],href:t(i.groups??{})}),n=i.index+i[0].length;return n<s.length&&r.push({kind:"text",text:s.slice(n)}),r}function ae(s,e,t){return s.length===0?u:c`<div class="chips ${t.active?"":"past"}" role="group" aria-label=${e}>
    ${R(s,r=>r.payload,r=>ft(r,c`${r.title}`,"chip",t))}
  </div>`}function ht(s,e,t){if(s.length===0)return u;let r=s.some(([,i])=>i.descriptor)?"described":"",n=t.active?"":"past";return c`<div class="levels ${r} ${n}" role="group" aria-label=${e}>
    ${R(s,([i])=>i.payload,([i,o])=>ft(i,Gt(o),"level",t))}
  </div>`}function Gt(s){return c`<span class="value">${s.value}</span>
    <span class="meaning">
      <span class="name">${s.name}</span>
      ${s.descriptor?c`<span class="descriptor">${s.descriptor}</span>`:u}
    </span>`}function ft(s,e,t,{active:r,busy:n,said:i,press:o}){let d=!r&&i.some(a=>a.toLowerCase()===s.title.toLowerCase());return c`<button
    type="button"
    class="${t} ${d?"chosen":""}"
    ?disabled=${n||!r}
    @click=${a=>o(s,a)}
  >
    ${e}${d?c` <span class="hidden">(${l.chosen})</span>`:u}
  </button>`}var Jt="/assessments/";function mt(s,e={}){return ct(s,e.helplines).map(t=>Ft(t,e))}function W(s,e={}){return D(s,e.helplines).map(t=>Ae(t,e))}function Ft(s,e){return s.kind==="list"?c`<ul>
      ${s.items.map(t=>c`<li>${t.map(r=>Ae(r,e))}</li>`)}
    </ul>`:c`<p>
    ${s.lines.map(t=>c`<span class="line">${t.map(r=>Ae(r,e))}</span>`)}
  </p>`}function Ae(s,{named:e}){return s.kind==="text"?s.text:s.href===e?.href?j(s.href,e.name,"action"):j(s.href,s.text)}function j(s,e,t=""){let r=new URL(s,location.href);return r.protocol.startsWith("http")?r.origin===location.origin?(r.pathname.startsWith(Jt)&&r.searchParams.set("from","chat"),c`<a class=${t} href=${r.href}>${e}</a>`):c`<a class=${t} href=${s} target="_blank" rel="noopener noreferrer"
    >${e} <span class="hidden">(${l.newTab})</span></a
  >`:c`<a class=${t} href=${s}>${e}</a>`}function gt(s,e,t){let[r,n,i]=ut(e.text,e.emphasis),[o,d]=Xt(s.buttons,e.levels);return c`<div class="question">
    ${e.skipped_before?c`<p class="again">${l.skippedBefore}</p>`:u}
    <p class="count">
      <strong>${l.question(e.number,e.total)}</strong>
      <span class="code">${e.statement}</span>
    </p>
    <p class="place">${Ee(e)}</p>
    <p class="statement">${r}<strong>${n}</strong>${i}</p>
    ${e.plain?c`<p class="plain">${l.plain} ${e.plain}</p>`:u}
    ${Zt(e)} ${ht(o,l.levels,t)}
    ${ae(d,l.otherAnswers,t)}
  </div>`}function Ee(s){return s.group===s.domain?s.domain:`${s.domain} · ${s.group}`}function Zt(s){return c`<details>
    <summary>${l.more}</summary>
    ${s.why?c`<p class="plain">${l.why} ${s.why}</p>`:u}
    <dl aria-label=${l.meaning}>
      ${s.levels.map(e=>c`<dt>${e.value} ${e.name}</dt>
            <dd>${e.definition}</dd>`)}
    </dl>
  </details>`}function Xt(s,e){let t=[],r=[];for(let n of s){let i=e.find(o=>n.title===`${o.value} ${o.name}`);i===void 0?r.push(n):t.push([n,i])}return[t,r]}function vt(s,e){let{message:t}=s;return c`<div class="said ${t.kind}" lang=${t.lang} dir=${t.dir}>
    <span class="hidden">${l.signpost}:</span>
    ${es(t,e)}
  </div>`}function yt(s,e){return c`<div class="said own" lang=${s.lang||u} dir=${s.dir}>
      <span class="hidden">${l.you}:</span>
      <p class="typed">${s.text}</p>
    </div>
    ${e===void 0?u:c`<p class="undelivered">
          ${s.delivery==="unsent"?l.notSent:l.notAnswered}
          <button type="button" class="plain-button" @click=${e}>
            ${l.sendAgain}<span class="hidden">: ${s.text}</span>
          </button>
        </p>`}`}function bt(s){let e=ke(s),t=e===void 0?s.text:[l.question(e.number,e.total),Ee(e),e.text].join(". "),r=s.buttons.map(n=>n.title).join(", ");return r===""?t:`${t}
${l.choose}: ${r}`}function es(s,e){let t=ke(s);if(t!==void 0)return gt(s,t,e);let r=ot(s),n=at(s),i=n===void 0?void 0:{href:n,name:l.seeResult},o=s.kind==="notice";return c`${o?c`<span class="hidden">${l.notice}:</span>`:u}
    ${mt(r?.lead??s.text,{helplines:o,named:i})}
    ${n===void 0||D(s.text).some(d=>pt(d)===n)?u:c`<p>${j(n,l.seeResult,"action")}</p>`}
    ${r?.contacts?.length?ts(r.contacts):u}
    ${ae(s.buttons,l.choose,e)}`}function ts(s){return c`<div class="care">
    <h2>${l.careTitle}</h2>
    <ul>
      ${s.map(ss)}
    </ul>
  </div>`}function ss(s){return c`<li>
    ${s.phone?c`<a class="call" href=${_e(s.phone)}>${l.call(s.phone)}</a>`:c`<strong>${s.name}</strong>`}
    <p>${s.purpose}</p>
    ${s.text_to?c`<p>${s.text_to}</p>`:u}
    <p class="hours">
      ${s.hours}
      ${s.url?j(s.url,s.url.replace(/^https?:\/\//,"")):u}
    </p>
  </li>`}function wt(s){let e=s.progress;if(!e||e.total<=0)return u;let{answered:t,total:r}=e;return c`<div class="progress">
    <p id="progress-words">${l.progress(e)}</p>
    <progress aria-labelledby="progress-words" max=${r} .value=${t}></progress>
  </div>`}function xt(s){if(s==="starting"||s==="slow"){let e=s==="slow"?l.startingLong:l.startingMore;return $t(l.starting,e,!0)}return s==="unreachable"?$t(l.unreachable,l.unreachableMore,!0):u}function kt(){return c`<div class="wait"><p>${l.offline}</p></div>`}function $t(s,e,t){return c`<div class="wait">
    <p><span class="spinner" aria-hidden="true"></span><strong>${s}</strong></p>
    <p>${e}</p>
    ${t?c`<p>${W(l.helpNow,{helplines:!0})}</p>`:u}
  </div>`}var rs=2e4,ns=200,is=100,U=class U extends x{constructor(){super();this.submit=t=>{t.preventDefault(),this.send()};this.typed=t=>{let r=t.target;this.draft=r.value,r.style.blockSize="auto",r.style.blockSize=`${r.scrollHeight+r.offsetHeight-r.clientHeight}px`};this.keyPressed=t=>{t.key!=="Enter"||t.shiftKey||t.isComposing||(t.preventDefault(),this.send())};this.connectionChanged=()=>{this.offline=!navigator.onLine,this.offline||this.conversation?.sayAllAgain()};this.api=U.home,this.locale="en",this.maxLength=4e3,this.draft="",this.offline=!navigator.onLine,this.aloud=[]}connectedCallback(){super.connectedCallback(),window.addEventListener("online",this.connectionChanged),window.addEventListener("offline",this.connectionChanged)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener("online",this.connectionChanged),window.removeEventListener("offline",this.connectionChanged),clearTimeout(this.silence)}firstUpdated(){this.conversation=this.converse(),this.conversation.start()}render(){return c`<section class="chat" aria-label=${l.chat}>
      ${wt(this.conversation?.state??{flow:null})}
      <div class="log" tabindex="-1" role="group" aria-label=${l.conversation}>
        <ol role="list">
          ${R(this.entries,t=>t.key,t=>c`<li class=${t.from} data-key=${t.key}>${this.entryView(t)}</li>`)}
        </ol>
        ${this.isTyping?os():u}
        <div role="status">${this.standing()}</div>
      </div>
      ${this.closedView()??this.composer()}
      <div class="hidden" role="log" aria-label=${l.newMessages} aria-relevant="additions">
        ${R(this.aloud,(t,r)=>`${r} ${t}`,t=>c`<p>${t}</p>`)}
      </div>
    </section>`}updated(){let t=this.log.scrollHeight>this.log.clientHeight;this.log.tabIndex=t?0:-1,this.log.classList.toggle("scrolls",t)}get entries(){return this.conversation?.entries??[]}get isTyping(){return(this.conversation?.phase??"connecting")==="connecting"||this.conversation?.isBusy===!0}entryView(t){if(t.from==="person"){let r=V(t)?()=>this.sayAgain(t.key):void 0;return yt(t,r)}return vt(t,{active:this.conversation?.active.has(t)===!0,busy:this.conversation?.isBusy===!0,said:st(t,this.entries),press:(r,n)=>this.press(r,n)})}standing(){return this.offline?kt():xt(this.conversation?.phase??"connecting")}closedView(){let t=this.conversation;if(t?.phase!=="closed")return;let r=n=>()=>{t.reopen(n)};return c`<div class="composer">
      <p class="problem" role="alert">${W(t.problem,{helplines:!0})}</p>
      <p class="ways">
        <button type="button" class="send" @click=${r(!1)}>${l.tryAgain}</button>
        ${this.invite===void 0?u:c`<button type="button" class="chip" @click=${r(!0)}>
              ${l.withoutInvite}
            </button>`}
      </p>
    </div>`}composer(){let t=this.maxLength-this.draft.length,r=this.conversation?.problem??"";return c`<form class="composer" @submit=${this.submit}>
      <label for="message">${l.label}</label>
      <div class="field">
        <textarea
          id="message"
          rows="1"
          autocomplete="off"
          enterkeyhint="send"
          aria-describedby="hint problem"
          aria-invalid=${r===""?"false":"true"}
          .value=${this.draft}
          @input=${this.typed}
          @keydown=${this.keyPressed}
        ></textarea>
        <button type="submit" class="send">${l.send}</button>
      </div>
      <p class="room" role="status">${t<ns?l.room(t):u}</p>
      <p class="problem" id="problem" role="alert">${W(r,{helplines:!0})}</p>
      <p class="hint" id="hint">${l.computer} <span class="keys">${l.newLine}</span></p>
    </form>`}converse(){return new ie({gateway:new ne(this.api),memory:new oe(this.api),locale:this.locale,...this.invite===void 0?{}:{invite:this.invite},newId:as,sleep:t=>new Promise(r=>setTimeout(r,t)),changed:()=>this.requestUpdate(),heard:t=>{this.hear(t)},returned:t=>{this.draft===""&&(this.draft=t)},restored:t=>{this.welcomeBack(t)}})}async send(){let t=this.conversation;if(t===void 0)return;let r=this.draft.trim();r===""&&(t.problem=l.empty),this.draft="",this.box?.style.removeProperty("block-size"),this.focusOn("input"),this.requestUpdate(),r!==""&&await this.afterSaying(t.say(r))}press(t,r){let n=r.pointerType==="touch";this.focusOn(n?"log":"input"),this.conversation!==void 0&&this.afterSaying(this.conversation.say(t.title,t.payload))}sayAgain(t){let r=this.entries.find(n=>n.key===t);r?.from!=="person"||this.conversation===void 0||(this.focusOn("input"),this.afterSaying(this.conversation.sayAgain(r)))}async afterSaying(t){this.silent(),await this.updateComplete,this.reveal(_t(this.entries)),await t}async hear(t){this.aloud=[...this.aloud,...t.map(bt)],clearTimeout(this.silence),this.silence=setTimeout(()=>this.silent(),rs),this.requestUpdate(),await this.updateComplete,this.reveal(t.map(r=>r.id))}async welcomeBack(t){this.aloud=[l.loaded(t)],this.requestUpdate(),await this.updateComplete,this.reveal(_t(this.entries),"instant")}silent(){clearTimeout(this.silence),this.aloud=[]}reveal(t,r=this.pace){let n=t.flatMap(d=>this.itemOf(d)??[]),i=n.at(-1);for(;n.length>1&&!this.fits(n)&&n[0]?.querySelector(".said.text");)n.shift();let[o]=n;o===void 0||i===void 0||(this.fits(n)?i.scrollIntoView({block:"end",behavior:r}):o.scrollIntoView({block:"start",behavior:r}))}get pace(){return matchMedia("(prefers-reduced-motion: reduce)").matches?"instant":"smooth"}fits(t){let r=t[0]?.getBoundingClientRect().top??0,n=(t.at(-1)?.getBoundingClientRect().bottom??0)-r,i=(this.renderRoot.querySelector(".composer")?.clientHeight??0)+is;return n<=Math.min(this.log.clientHeight,window.innerHeight-i)}itemOf(t){return[...this.renderRoot.querySelectorAll("li[data-key]")].find(r=>r.getAttribute("data-key")===t)}focusOn(t){(t==="input"?this.box:this.log)?.focus({preventScroll:t==="log"})}get box(){return this.renderRoot.querySelector("textarea")}get log(){return this.renderRoot.querySelector(".log")}};U.styles=it,U.properties={api:{type:String},locale:{type:String},invite:{type:String},maxLength:{type:Number,attribute:"max-length"},draft:{state:!0},offline:{state:!0},aloud:{state:!0}},U.home="";var Y=U;function _t(s){return s.slice(-1).map(e=>e.key)}function os(){return c`<div class="typing">
    <span class="hidden">${l.typing}</span>
    <span aria-hidden="true"></span><span aria-hidden="true"></span><span aria-hidden="true"></span>
  </div>`}function as(){if(typeof crypto.randomUUID=="function")return crypto.randomUUID();let s=crypto.getRandomValues(new Uint8Array(16));s[6]=(s[6]??0)&15|64,s[8]=(s[8]??0)&63|128;let e=[...s].map(t=>t.toString(16).padStart(2,"0")).join("");return[8,12,16,20,32].map((t,r,n)=>e.slice(n[r-1]??0,t)).join("-")}var At=document.currentScript;Y.home=At instanceof HTMLScriptElement?new URL(At.src).origin:"";customElements.get("signpost-chat")===void 0&&customElements.define("signpost-chat",Y);})();
/*! Bundled license information:

@lit/reactive-element/css-tag.js:
  (**
   * @license
   * Copyright 2019 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/reactive-element.js:
lit-html/lit-html.js:
lit-element/lit-element.js:
lit-html/directive.js:
lit-html/directives/repeat.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/is-server.js:
  (**
   * @license
   * Copyright 2022 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
